/** The departments, teams and sectors of the demo city, made from profiles/demo/offices.json for the regions that there are. */
import offices from '../../../profiles/demo/offices.json' with { type: 'json' }
import { newId } from '../platform/id.ts'
import type { NewDepartment, NewRegion, NewSector, NewTeam } from './store.ts'
import { boundingBox } from './locator.ts'

/** 东盛村委会 → 东盛村, 泉源社区居委会 → 泉源社区: what grids and teams there are called. */
export const shortName = (name: string) =>
  name.replace(/(村村委会|村民委员会|村委会)$/, '村').replace(/(居委会|居民委员会)$/, '')

interface Titles {
  name: string
  nameEn: string
}

/** `{town}` in a title stands for the town, in English for its romanised name. */
function titled(titles: Titles, values: Record<string, string>, english: Record<string, string>): Titles {
  const fill = (text: string, from: Record<string, string>) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => from[name]!)
  return { name: fill(titles.name, values), nameEn: fill(titles.nameEn, english) }
}

export function demoOffices(
  regions: readonly NewRegion[],
  validFrom: string,
): { departments: NewDepartment[]; teams: NewTeam[]; sectors: NewSector[] } {
  const at = (level: NewRegion['level']) => regions.filter((region) => region.level === level)
  const [cityRegion, county] = [at('city')[0]!, at('county')[0]!]
  const departments: NewDepartment[] = []
  const teams: NewTeam[] = []

  const department = (
    code: string,
    kind: NewDepartment['kind'],
    titles: Titles,
    region: NewRegion,
    parentId: string | null,
  ): string => {
    const { name, nameEn } = titles
    departments.push({ id: newId(), code, kind, name, nameEn, regionId: region.id, parentId, validFrom })
    return departments.at(-1)!.id
  }
  const team = (
    code: string,
    kind: NewTeam['kind'],
    { name, nameEn }: Titles,
    departmentId: string,
    region: NewRegion,
    sectorId?: string,
  ) =>
    teams.push({
      id: newId(),
      code,
      kind,
      name,
      nameEn,
      departmentId,
      regionId: region.id,
      gridIds: [],
      ...(sectorId ? { sectorId } : {}),
    })

  const cityOffice = department(`command-${cityRegion.code}`, 'command', offices.command.city, cityRegion, null)
  const countyOffice = department(`command-${county.code}`, 'command', offices.command.county, county, cityOffice)
  team('patrol', 'patrol', offices.patrol, countyOffice, county)

  const duty = new Map<string, string>()
  for (const { code, team: squad, ...titles } of offices.duty as (Titles & { code: string; team?: Titles })[]) {
    const id = department(code, 'duty', titles, county, null)
    duty.set(code, id)
    if (squad) team(code, 'squad', squad, id, county)
  }

  for (const { code, name, nameEn, validTo } of offices.ended) {
    departments.push({
      id: newId(),
      code,
      kind: 'duty',
      name,
      nameEn,
      regionId: county.id,
      parentId: null,
      validFrom,
      validTo,
    })
  }

  const sectors = demoSectors(regions)
  for (const town of at('town')) {
    const values = { town: town.name }
    const english = { town: (offices.english as Record<string, string>)[town.code]! }
    const office = department(
      `command-${town.code}`,
      'command',
      titled(offices.command.town, values, english),
      town,
      countyOffice,
    )
    team(`grid-${town.code}`, 'grid', titled(offices.gridTeams.town, values, english), office, town)
    for (const { code, parent, team: squad, ...titles } of offices.town) {
      const id = department(
        `${code}-${town.code}`,
        'duty',
        titled(titles, values, english),
        town,
        parent === null ? null : duty.get(parent)!,
      )
      team(`${code}-${town.code}`, 'squad', titled(squad, values, english), id, town)
    }
    for (const community of at('community').filter((one) => one.parentId === town.id)) {
      const titles = titled(
        offices.gridTeams.community,
        { community: shortName(community.name) },
        { code: community.code },
      )
      const sector = sectors.find((one) => one.regionIds.includes(community.id))
      team(`grid-${community.code}`, 'grid', titles, office, community, sector?.id)
    }
  }
  return { departments, teams, sectors }
}

/** One town is cut into three sectors from south to north. */
function demoSectors(regions: readonly NewRegion[]): NewSector[] {
  const town = regions.find((region) => region.code === offices.sectors.town)!
  const south = (region: NewRegion) => boundingBox(region.geometry!)[1]
  const communities = regions.filter((region) => region.parentId === town.id).sort((a, b) => south(a) - south(b))
  const size = Math.ceil(communities.length / offices.sectors.names.length)
  return offices.sectors.names.map(([name, nameEn], index) => ({
    id: newId(),
    code: `${town.code}-${index + 1}`,
    name: name!,
    nameEn: nameEn!,
    regionId: town.id,
    regionIds: communities.slice(index * size, (index + 1) * size).map(({ id }) => id),
    gridIds: [],
  }))
}

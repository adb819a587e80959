/**
 * The five cities' profiles (profiles/cities) as what a catalogue may be begun with: categories, items, procedures, stage names. Items are
 * taken from the pool that the demo city uses too, under the profile's own codes and names.
 */
import type { Condition, Item, Procedure, StageProfile, Words } from '@bihuan/domain/item'
import { PROFILES, type ProfileName } from '@bihuan/contract/catalogue-edit'
import chengdu from '../../../../profiles/cities/chengdu.json' with { type: 'json' }
import daqing from '../../../../profiles/cities/daqing.json' with { type: 'json' }
import dongguan from '../../../../profiles/cities/dongguan.json' with { type: 'json' }
import jinhua from '../../../../profiles/cities/jinhua.json' with { type: 'json' }
import ningwei from '../../../../profiles/cities/ningwei.json' with { type: 'json' }
import pool from '../../../../profiles/demo/catalogue.json' with { type: 'json' }
import procedures from '../../../../profiles/procedures.json' with { type: 'json' }
import stages from '../../../../profiles/stages.json' with { type: 'json' }
import type { Wanted, WantedItem } from './wanted.ts'

interface Profile {
  id: string
  name: Words
  about: Words[]
  /** Of profiles/stages.json, or the city's own. */
  stages: string | StageProfile
  procedures: string[]
  categories: ProfileCategory[]
}
interface ProfileCategory {
  code: string
  name: Words
  confidential?: boolean
  /** Of its items, but where life is in danger. */
  procedure?: string
  /** Codes of the pool, or items of its own; `of`: as that one, under this name. */
  take: (string | { name: Words; of?: string })[]
}

const CITIES: Record<ProfileName, Profile> = { chengdu, daqing, dongguan, jinhua, ningwei } as unknown as Record<
  ProfileName,
  Profile
>

type PoolItem = Omit<Item, 'id' | 'version' | 'categoryId' | 'procedureId' | 'plan'> & {
  procedure: string
  basis: Words[]
  plan?: Omit<Item['plan'], 'basis'>
}
const POOL = new Map((pool.items as unknown as PoolItem[]).map((item) => [item.code, item]))
const PLANS = new Map(pool.categories.map(({ code, plan }) => [code, plan as Omit<Item['plan'], 'basis'>]))

export function standardProcedures(): Procedure[] {
  return procedures as Procedure[]
}
export function standardStages(): StageProfile[] {
  return stages as StageProfile[]
}

/** The category's own, unless life is in danger; one that the city does not have becomes the ordinary one. */
function procedureOf(profile: Profile, category: ProfileCategory, item: PoolItem): string {
  const wanted = item.procedure === 'danger-to-life' ? item.procedure : (category.procedure ?? item.procedure)
  return profile.procedures.includes(wanted) ? wanted : 'ordinary'
}

function itemOf(profile: Profile, category: ProfileCategory, at: number): Omit<WantedItem, 'category'> {
  const entry = category.take[at]!
  const source = typeof entry === 'string' ? entry : entry.of
  const own = typeof entry === 'string' ? null : entry
  const code = `${category.code}${String(at + 1).padStart(2, '0')}`
  const confidential = category.confidential ? { confidential: true } : {}
  if (source === undefined) {
    const said = own!.name
    const condition = {
      id: null,
      filing: said,
      closing: said,
      limit: null,
      limitMeans: 'handle' as const,
      imported: null,
    }
    return { code, name: said, fields: { hazard: true, ...confidential }, conditions: [condition], row: null }
  }
  const found = POOL.get(source)
  if (!found) throw new Error(`the profile ${profile.id} takes ${source}, which there is not`)
  const { code: _, name, procedure: __, basis, plan, conditions, ...fields } = found
  return {
    code,
    name: own?.name ?? name,
    fields: {
      ...fields,
      ...confidential,
      procedureId: procedureOf(profile, category, found),
      plan: { ...(plan ?? PLANS.get(source.slice(0, 2))!), basis },
    },
    conditions: conditions.map((condition: Condition) => ({ ...condition, imported: null })),
    row: null,
  }
}

const stagesOf = ({ stages: named }: Profile): StageProfile =>
  typeof named === 'string' ? standardStages().find(({ id }) => id === named)! : named

export function profileNamed(name: ProfileName): Wanted {
  const profile = CITIES[name]
  const categories = profile.categories.map((category, index) => ({
    source: category,
    wanted: { code: category.code, name: category.name, position: index + 1 },
  }))
  const own = stagesOf(profile)
  return {
    categories: categories.map(({ wanted }) => wanted),
    items: categories.flatMap(({ source, wanted }) =>
      source.take.map((_, at) => ({ ...itemOf(profile, source, at), category: wanted })),
    ),
    procedures: standardProcedures().filter(({ id }) => profile.procedures.includes(id)),
    stages: [own],
    replace: false,
    stagesInForce: own.id,
  }
}

export function describeProfiles() {
  return PROFILES.map((id) => {
    const profile = CITIES[id]
    return {
      id,
      name: profile.name,
      about: profile.about,
      stages: stagesOf(profile).stages.map(({ name }) => name),
      procedures: standardProcedures()
        .filter((procedure) => profile.procedures.includes(procedure.id))
        .map(({ id: procedureId, name }) => ({ id: procedureId, name })),
      categories: profile.categories.length,
      items: profile.categories.reduce((sum, { take }) => sum + take.length, 0),
    }
  })
}

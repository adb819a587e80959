/**
 * What other capabilities may ask of the catalogue. Answers are synchronous, from a copy held in memory per city;
 * `loadCatalogue` fills it at start and again whenever the version row has moved.
 */
import { fixed } from '@bihuan/domain/fixed'
import type { Category, Item, Procedure, StageProfile } from '@bihuan/domain/item'
import type { Place } from '@bihuan/domain/place'
import { route, type Duty, type Route } from '@bihuan/domain/routing'
import { buildSuggestIndex, suggest, type SuggestIndex, type Suggestion } from '@bihuan/domain/suggest'
import type { City } from '../platform/city.ts'
import { territory } from '../territory/answers.ts'
import { catalogueVersion, readCatalogue, type CatalogueRows } from './views.ts'

export class Catalogue {
  readonly version: number
  private readonly current = new Map<string, Item>()
  private readonly byCode = new Map<string, Item>()
  private readonly versions = new Map<string, Item>()
  private readonly fileable: readonly Item[]
  private readonly all: readonly { item: Item; retiredOn: string | null }[]
  private readonly categoryById: Map<string, Category>
  private readonly offered: Category[]
  private readonly stagesInForce: string | null
  private readonly procedureVersions = new Map<string, Procedure>()
  private readonly latestProcedure = new Map<string, Procedure>()
  private readonly profiles: Map<string, StageProfile>
  private readonly dutyById: Map<string, Duty>
  /** Item id or category id → the duties that name it. */
  private readonly dutiesOf = new Map<string, Duty[]>()
  private readonly index: SuggestIndex

  constructor(rows: CatalogueRows) {
    this.version = rows.version
    const categories = rows.categories.map(({ retiredOn: _, ...category }) => category)
    this.categoryById = new Map(categories.map((category) => [category.id, category]))
    this.offered = categories.filter((_, index) => rows.categories[index]!.retiredOn === null)
    this.stagesInForce = rows.stagesInForce
    this.profiles = new Map(rows.stageProfiles.map((profile) => [profile.id, profile]))
    for (const { document, current } of rows.items) {
      this.versions.set(`${document.id} ${document.version}`, document)
      if (!current) continue
      this.current.set(document.id, document)
      this.byCode.set(document.code, document)
    }
    this.all = rows.items.filter((row) => row.current).map(({ document, retiredOn }) => ({ item: document, retiredOn }))
    this.fileable = rows.items.filter((row) => row.current && row.retiredOn === null).map((row) => row.document)
    for (const procedure of rows.procedures) {
      fixed(procedure.limits)
      this.procedureVersions.set(`${procedure.id} ${procedure.version}`, procedure)
      // Rows come by version: the last one stays.
      this.latestProcedure.set(procedure.id, procedure)
    }
    this.dutyById = new Map(rows.duties.map((duty) => [duty.id, duty]))
    for (const duty of rows.duties) {
      const key = (duty.itemId ?? duty.categoryId)!
      const list = this.dutiesOf.get(key)
      if (list) list.push(duty)
      else this.dutiesOf.set(key, [duty])
    }
    this.index = buildSuggestIndex(this.fileable, (id) => this.category(id)?.name.zh ?? '')
  }

  /** The version in force; also of a retired item. */
  item(id: string): Item | null {
    return this.current.get(id) ?? null
  }
  itemVersion(id: string, version: number): Item | null {
    return this.versions.get(`${id} ${version}`) ?? null
  }
  itemByCode(code: string): Item | null {
    return this.byCode.get(code) ?? null
  }
  /** Those that may be filed today, by code. */
  items(): readonly Item[] {
    return this.fileable
  }
  /** Retired ones too, by code. */
  everyItem(): readonly { item: Item; retiredOn: string | null }[] {
    return this.all
  }
  isRetired(id: string): boolean {
    return this.current.has(id) && !this.fileable.some((item) => item.id === id)
  }
  /** In their order, retired ones left out. */
  categories(): Category[] {
    return this.offered
  }
  category(id: string): Category | null {
    return this.categoryById.get(id) ?? null
  }
  /** The latest version unless one is named. */
  procedure(id: string, version?: number): Procedure | null {
    return (
      (version === undefined ? this.latestProcedure.get(id) : this.procedureVersions.get(`${id} ${version}`)) ?? null
    )
  }
  procedures(): Procedure[] {
    return [...this.latestProcedure.values()]
  }
  /** Those that a revision chose; else `five`, `six`, `seven`, or a profile of the city's own, as the settings say. */
  stages(profile: string): StageProfile | null {
    return this.profiles.get(this.stagesInForce ?? profile) ?? null
  }
  /** The id of those, where the settings say `profile`. */
  stagesChosen(profile: string): string {
    return this.stagesInForce ?? profile
  }
  stageProfiles(): StageProfile[] {
    return [...this.profiles.values()]
  }
  duty(id: string): Duty | null {
    return this.dutyById.get(id) ?? null
  }
  duties(): Duty[] {
    return [...this.dutyById.values()]
  }
  /** Those that name the item or its category, wherever and whenever they hold. */
  dutiesFor(item: Pick<Item, 'id' | 'categoryId'>): Duty[] {
    return [...(this.dutiesOf.get(item.id) ?? []), ...(this.dutiesOf.get(item.categoryId) ?? [])]
  }
  /** Items for what is typed or dictated, best first. */
  suggest(text: string, limit: number): Suggestion[] {
    return suggest(this.index, text, limit)
  }
}

const held = new WeakMap<City, Catalogue>()

/** The copy in memory. Loaded before the server listens; asking earlier is a defect. */
export function catalogue(city: City): Catalogue {
  const copy = held.get(city)
  if (!copy) throw new Error('the catalogue was asked before it was loaded')
  return copy
}

/** Loads the catalogue, or loads it anew if it has changed since; cheap when it has not. */
export async function loadCatalogue(city: City): Promise<Catalogue> {
  const known = held.get(city)
  if (known && known.version === (await catalogueVersion(city.db))) return known
  const copy = new Catalogue(await readCatalogue(city.db))
  // Two loads at once may end in the other order: the newer copy stays.
  const present = held.get(city)
  if (present && present.version > copy.version) return present
  held.set(city, copy)
  return copy
}

/** Where a case of this item at this place goes, on this business date (YYYY-MM-DD), and why. */
export function routeCase(city: City, item: Pick<Item, 'id' | 'categoryId'>, place: Place, on: string): Route {
  const regions = territory(city)
  const chain = regions.chainThroughTime(regions.nearestRegion(place))
  const exists = (departmentId: string) => regions.departmentInForce(departmentId)
  return route({ item, chain, on, exists }, catalogue(city).dutiesFor(item))
}

/** What a file or a profile wants, laid over what is there: found again by code, kept where nothing is said, nothing made twice. */
import type { Category, Condition, Item, Words } from '@bihuan/domain/item'
import { newConditionId } from '@bihuan/domain/item-diff'
import { newId } from '../../platform/id.ts'
import type { Plan } from './plan.ts'
import type { Present, PresentItem } from './present.ts'
import type { Said, Wanted, WantedCategory, WantedCondition, WantedItem } from './wanted.ts'

export interface MergeOptions {
  /** Of new items that name none. */
  procedureId: string
  retireMissing: boolean
  /** What is missing may stand in a row that could not be read. */
  unreadable: boolean
  /** The codes are the source's own and may mean something else here (a profile): known by their names, numbered anew where taken. */
  byName: boolean
}

/** English stays while the Chinese is the same; it is never taken over from another text. */
function words(said: Said, before: Words | undefined): Words {
  if (said.en !== undefined && said.en !== '') return { zh: said.zh, en: said.en }
  return { zh: said.zh, en: before?.zh === said.zh ? before.en : '' }
}

const PLAIN: Omit<Item, 'id' | 'version' | 'code' | 'categoryId' | 'name' | 'procedureId' | 'conditions'> = {
  hazard: true,
  severity: 'general',
  autoAssess: false,
  autoDispatch: false,
  needsAfterEvidence: false,
  needsReview: false,
  needsCallBack: false,
  reworkLimit: null,
  plan: { steps: [], call: [], documents: [], basis: [] },
  keywords: [],
}

class Merge {
  /** Code (or name, where it has none) → category as it will be. */
  private readonly categories = new Map<WantedCategory, Category>()
  private readonly codes: Set<string>
  private numbered = 0
  readonly seen = new Set<string>()

  constructor(
    private readonly present: Present,
    private readonly wanted: Wanted,
    private readonly plan: Plan,
    private readonly options: MergeOptions,
  ) {
    this.codes = new Set([...present.byCode.keys(), ...wanted.items.flatMap(({ code }) => code ?? [])])
  }

  run(): void {
    for (const procedure of this.wanted.procedures)
      if (this.wanted.replace || !this.present.procedures.has(procedure.id)) this.plan.procedure(procedure)
    for (const profile of this.wanted.stages)
      if (this.wanted.replace || !this.present.stages.has(profile.id)) this.plan.stageProfile(profile)
    if (this.wanted.stagesInForce) {
      const chosen = this.wanted.stages.find(({ id }) => id === this.wanted.stagesInForce)
      this.plan.stagesInForce(this.wanted.stagesInForce, chosen?.name.zh ?? this.wanted.stagesInForce)
    }
    for (const category of this.wanted.categories) this.category(category)
    for (const item of this.wanted.items) this.item(item)
    if (this.numbered > 0) this.plan.finding('note', 'catalogue.codes-made', { items: this.numbered })
    this.missing()
  }

  private category(wanted: WantedCategory): void {
    const { present } = this
    const named = [...present.categories.values()].find(({ name }) => name.zh === wanted.name.zh) ?? null
    const coded = wanted.code === null ? null : (present.categoryByCode.get(wanted.code) ?? null)
    const before = this.options.byName || wanted.code === null ? named : coded
    const asked = this.wanted.categories.flatMap(({ code }) => code ?? [])
    const made = [...this.categories.values()].map(({ code }) => code)
    const free = wanted.code !== null && !coded && !made.includes(wanted.code) ? wanted.code : null
    const category: Category = {
      id: before?.id ?? newId(),
      code: before?.code ?? free ?? nextCode('', new Set([...present.categoryByCode.keys(), ...asked, ...made])),
      name: words(wanted.name, before?.name),
      position:
        (this.options.byName ? before?.position : null) ??
        wanted.position ??
        before?.position ??
        present.categories.size + this.categories.size + 1,
    }
    if (before && before.name.zh !== category.name.zh) this.renamed(category.code, before.name, category.name, null)
    this.categories.set(wanted, category)
    this.plan.category({ ...category, retiredOn: null })
  }

  /** A code that meant something else before: an edition that corrects a name, or another standard altogether. */
  private renamed(code: string, before: Words, after: Words, row: number | null): void {
    this.plan.finding('warning', 'catalogue.renamed', { code, before: before.zh, after: after.zh }, { row })
  }

  private find(wanted: WantedItem, categoryId: string): PresentItem | null {
    if (wanted.code !== null && !this.options.byName) return this.present.byCode.get(wanted.code) ?? null
    const same = ({ item }: PresentItem) => item.categoryId === categoryId && item.name.zh === wanted.name.zh
    return [...this.present.items.values()].find(same) ?? null
  }

  private item(wanted: WantedItem): void {
    const category = this.categories.get(wanted.category)!
    const present = this.find(wanted, category.id)
    const before = present?.item ?? null
    if (present && this.options.byName) {
      // What to begin from is no edition of what is there: only what has retired comes back.
      this.seen.add(present.item.id)
      return this.plan.item(present.item)
    }
    // All its rows were refused, and each was told.
    if (!before && wanted.incomplete && wanted.conditions.length === 0) return
    const elsewhere = this.options.byName && wanted.code !== null && this.present.byCode.has(wanted.code)
    let code = before?.code ?? (elsewhere ? null : wanted.code)
    if (!code) {
      code = nextCode(category.code, this.codes)
      this.codes.add(code)
      this.numbered += 1
    }
    const base = before ?? { ...PLAIN, procedureId: this.options.procedureId, conditions: [] as Condition[] }
    const item: Item = {
      ...base,
      ...wanted.fields,
      id: before?.id ?? newId(),
      version: before?.version ?? 1,
      code,
      categoryId: category.id,
      name: words(wanted.name, before?.name),
      conditions: this.conditions(wanted, present),
    }
    if (before && before.name.zh !== item.name.zh) this.renamed(code, before.name, item.name, wanted.row)
    this.seen.add(item.id)
    this.plan.item(item, wanted.row)
  }

  private conditions(wanted: WantedItem, present: PresentItem | null): Condition[] {
    const before = present?.item.conditions ?? []
    if (wanted.conditions.length === 0 && before.length > 0) return before
    const used = new Set(present?.conditionIds)
    const kept = new Set<string>()
    const asked: WantedCondition[] =
      wanted.conditions.length > 0
        ? wanted.conditions
        : [{ id: null, filing: wanted.name, closing: wanted.name, limit: null, limitMeans: 'handle', imported: null }]
    const found = asked.map((condition) => {
      const known =
        before.find(({ id }) => id === condition.id && !kept.has(id)) ??
        before.find(({ id, filing }) => filing.zh === condition.filing.zh && !kept.has(id))
      if (known) kept.add(known.id)
      return { condition, known }
    })
    const merged = found.map(({ condition, known }): Condition => {
      const id = known?.id ?? newConditionId(used)
      used.add(id)
      const imported = condition.imported ?? known?.imported
      return {
        id,
        filing: words(condition.filing, known?.filing),
        closing: words(condition.closing, known?.closing),
        limit: condition.limit === undefined ? (known?.limit ?? null) : condition.limit,
        limitMeans: condition.limit === undefined && known ? known.limitMeans : condition.limitMeans,
        ...(imported ? { imported } : {}),
      }
    })
    // A row that was refused may have been about one of the others.
    const unsure = wanted.incomplete === true || this.options.unreadable
    return unsure ? [...merged, ...before.filter(({ id }) => !kept.has(id))] : merged
  }

  private missing(): void {
    const missing = [...this.present.items.values()].filter(
      ({ item, retiredOn }) => !retiredOn && !this.seen.has(item.id),
    )
    if (missing.length === 0) return
    if (this.options.unreadable) this.plan.finding('warning', 'catalogue.kept-because-of-errors')
    else if (this.options.retireMissing) for (const { item } of missing) this.plan.retireItem(item.id)
    else this.plan.finding('note', 'catalogue.not-in-file', { items: missing.length })
  }
}

/** The first free number of two digits after the prefix; more digits where they are used up. */
function nextCode(prefix: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const code = `${prefix}${String(n).padStart(2, '0')}`
    if (!taken.has(code)) return code
  }
}

export function merge(present: Present, wanted: Wanted, plan: Plan, options: MergeOptions): void {
  new Merge(present, wanted, plan, options).run()
}

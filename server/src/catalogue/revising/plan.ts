/**
 * From what is wanted of single records to changes and findings. All sources end here, so that whatever changes an item is checked in one
 * place: is it usable, and what becomes of the open cases.
 */
import type { Category, Item, Procedure, StageProfile, Words } from '@bihuan/domain/item'
import type { CatalogueFindingCode } from '@bihuan/contract/catalogue-findings'
import { conditionsGone, differences } from '@bihuan/domain/item-diff'
import { itemFaults } from '@bihuan/domain/item-faults'
import type { NewChange, NewFinding, Rehearsal } from '../../platform/revision.ts'
import { openCasesUnder } from '../views-open-cases.ts'
import type { Present } from './present.ts'

/** Bodies of changes, by their `what`. */
export interface ItemBody {
  item: Item
  retiredOn: string | null
}
export type CategoryBody = Category & { retiredOn: string | null }

interface Waiting {
  change: NewChange
  row: number | null
  /** Conditions of `before` that would go, and whether the item itself would. */
  gone: { id: string; filing: Words }[]
  retires: boolean
  item: Item
}

export const labelOf = ({ code, name }: { code: string; name: Words }) => `${code} ${name.zh}`

export class Plan {
  private readonly first: NewChange[] = []
  private readonly waiting: Waiting[] = []
  private readonly findings: NewFinding[] = []
  /** As they will be, for the checks. */
  private readonly procedures: Set<string>
  private readonly categories: Set<string>
  private readonly itemsPerCategory = new Map<string, number>()

  constructor(
    private readonly present: Present,
    private readonly rehearsal: Rehearsal,
    private readonly allowOrphans: boolean,
    private readonly today: string,
  ) {
    this.procedures = new Set(present.procedures.keys())
    this.categories = new Set(
      [...present.categories.values()].filter(({ retiredOn }) => !retiredOn).map(({ id }) => id),
    )
    for (const { item, retiredOn } of present.items.values())
      if (!retiredOn) this.itemsPerCategory.set(item.categoryId, (this.itemsPerCategory.get(item.categoryId) ?? 0) + 1)
  }

  finding(
    severity: NewFinding['severity'],
    code: CatalogueFindingCode,
    params: Record<string, unknown> = {},
    at: Pick<NewFinding, 'row' | 'field' | 'subject'> = {},
  ): void {
    this.findings.push({ severity, code, params, ...at })
  }

  category(body: CategoryBody): void {
    const before = this.present.categories.get(body.id) ?? null
    this.categories.add(body.id)
    if (before && JSON.stringify(before) === JSON.stringify({ ...before, ...body })) return
    const action = !before ? 'create' : before.retiredOn && !body.retiredOn ? 'restore' : 'change'
    this.first.push({ what: 'category', action, record: body.id, label: labelOf(body), body, before })
    this.rehearsal.count(before ? 'categories-changed' : 'categories-created')
  }

  retireCategory(id: string): void {
    const before = this.present.categories.get(id)!
    const items = this.itemsPerCategory.get(id) ?? 0
    const subject = labelOf(before)
    if (items > 0)
      return this.finding('error', 'catalogue.category-has-items', { category: before.name.zh, items }, { subject })
    this.categories.delete(id)
    const body = { ...before, retiredOn: this.today }
    this.first.push({ what: 'category', action: 'retire', record: id, label: subject, body, before })
  }

  /** `version` of what is given does not matter. */
  procedure(wanted: Procedure): void {
    const before = this.present.procedures.get(wanted.id) ?? null
    const body = { ...wanted, version: (before?.version ?? 0) + 1 }
    this.procedures.add(wanted.id)
    if (before && sameDocument({ ...before, version: 0 }, { ...body, version: 0 })) return
    const action = before ? 'version' : 'create'
    this.first.push({ what: 'procedure', action, record: wanted.id, label: wanted.name.zh, body, before })
    this.rehearsal.count(before ? 'procedures-changed' : 'procedures-created')
  }

  stageProfile(body: StageProfile): void {
    const before = this.present.stages.get(body.id) ?? null
    if (before && sameDocument(before, body)) return
    const action = before ? 'change' : 'create'
    this.first.push({ what: 'stages', action, record: body.id, label: body.name.zh, body, before })
  }

  stagesInForce(id: string, label: string): void {
    const before = this.present.stagesInForce
    if (before === id) return
    this.first.push({
      what: 'stages-in-force',
      action: 'set',
      record: 'city',
      label,
      body: { id },
      before: { id: before },
    })
  }

  /** A new item, a new version, or one that is in force again; nothing where it is so already. */
  item(wanted: Item, row: number | null = null): void {
    const present = this.present.items.get(wanted.id) ?? null
    const before = present?.item ?? null
    const changed = differences(before, wanted).length > 0
    const restored = present !== null && present.retiredOn !== null
    if (!changed && !restored) return this.rehearsal.count('items-unchanged')
    const version = before ? before.version + (changed ? 1 : 0) : 1
    const body: ItemBody = { item: { ...wanted, version }, retiredOn: null }
    const action = !before ? 'create' : restored ? 'restore' : 'version'
    this.waiting.push({
      change: {
        what: 'item',
        action,
        record: wanted.id,
        label: labelOf(wanted),
        body,
        before: present && bodyOf(present),
      },
      row,
      gone: before && changed ? conditionsGone(before, wanted) : [],
      retires: false,
      item: wanted,
    })
  }

  retireItem(id: string): void {
    const present = this.present.items.get(id)!
    if (present.retiredOn !== null) return this.rehearsal.count('items-unchanged')
    const body: ItemBody = { item: present.item, retiredOn: this.today }
    this.itemsPerCategory.set(present.item.categoryId, this.itemsPerCategory.get(present.item.categoryId)! - 1)
    this.waiting.push({
      change: {
        what: 'item',
        action: 'retire',
        record: id,
        label: labelOf(present.item),
        body,
        before: bodyOf(present),
      },
      row: null,
      gone: [],
      retires: true,
      item: present.item,
    })
  }

  /** Checks what was collected and says it. */
  async tell(): Promise<void> {
    const asked = this.waiting.filter(({ gone, retires }) => retires || gone.length > 0).map(({ item }) => item.id)
    const open = await openCasesUnder(this.rehearsal.city.db, asked)
    const good: NewChange[] = []
    for (const [index, waiting] of this.waiting.entries()) {
      await this.rehearsal.progress('planning', index, this.waiting.length)
      if (!this.judge(waiting, open)) continue
      good.push(waiting.change)
      this.rehearsal.count(COUNTED[waiting.change.action]!)
    }
    for (const finding of this.findings) await this.rehearsal.finding(finding)
    for (const change of [...this.first, ...good]) await this.rehearsal.change(change)
  }

  /** False where it may not be. */
  private judge({ item, row, gone, retires }: Waiting, open: Awaited<ReturnType<typeof openCasesUnder>>): boolean {
    const at = { row, subject: labelOf(item) }
    const faults = retires
      ? []
      : itemFaults(item, { procedure: (id) => this.procedures.has(id), category: (id) => this.categories.has(id) })
    for (const fault of faults)
      this.finding(
        'error',
        `catalogue.${fault}`,
        { item: item.name.zh, procedure: item.procedureId, conditions: item.conditions.length },
        at,
      )
    const severity = this.allowOrphans ? 'warning' : 'error'
    let orphans = 0
    if (retires) {
      const cases = open.of(item.id)
      if (cases > 0) this.finding(severity, 'catalogue.item-has-open-cases', { item: item.name.zh, cases }, at)
      orphans += cases
    }
    for (const { id, filing } of gone) {
      const cases = open.of(item.id, id)
      if (cases > 0)
        this.finding(
          severity,
          'catalogue.condition-has-open-cases',
          { item: item.name.zh, condition: filing.zh.slice(0, 80), cases },
          at,
        )
      orphans += cases
    }
    return faults.length === 0 && (orphans === 0 || this.allowOrphans)
  }
}

const COUNTED: Record<string, string> = {
  create: 'items-created',
  version: 'items-changed',
  restore: 'items-restored',
  retire: 'items-retired',
}

const bodyOf = ({ item, retiredOn }: { item: Item; retiredOn: string | null }): ItemBody => ({ item, retiredOn })

/** Whatever the order of the members is. */
function sameDocument(a: unknown, b: unknown): boolean {
  const ordered = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(ordered)
      : value && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([name, one]) => [name, ordered(one)]),
          )
        : value
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b))
}

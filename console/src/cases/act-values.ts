/** The values of an act's form, and the body that they make. Only what is missing is found here; every rule is the server's. */
import { newId } from '../platform/id.ts'
import { ACT_FIELDS, type FieldKind } from './act-fields.ts'
import type { CasePage, Limit, SentAct } from './shapes.ts'

export interface ActValues {
  text?: string
  basis?: string
  itemId?: string
  conditionId?: string
  rectification?: string
  lead?: string
  assisting?: string[]
  teamId?: string
  departmentId?: string
  amount?: number | null
  unit?: Limit['unit']
  /** `day`: suspended to a date, `condition`: to a named condition. */
  terms?: 'day' | 'condition'
  until?: string
  condition?: string
  kind?: string
  closing?: string
  result?: string
  parentId?: string
  orderId?: string
}
export interface Attached {
  uploadId: string
  purpose: string
}

/** What the form begins with: what the case says already. */
export function initialValues(act: SentAct, page: CasePage): ActValues {
  const fields = ACT_FIELDS[act]
  const values: ActValues = {}
  if (fields.includes('item')) {
    values.itemId = page.item.id
    if (page.condition) values.conditionId = page.condition.id
    if (page.rectification) values.rectification = page.rectification
  }
  if (fields.includes('lead') && page.suggestion?.lead) {
    values.lead = page.suggestion.lead.id
    values.assisting = page.suggestion.assisting.map((one) => one.id)
  }
  if (fields.includes('extension')) {
    const handle = page.clocks.findLast((clock) => clock.kind === 'handle')
    if (handle?.limit) {
      values.amount = handle.limit.amount
      values.unit = handle.limit.unit
    }
  }
  if (fields.includes('order-limit')) {
    values.amount = 1
    values.unit = 'working-day'
  }
  if (fields.includes('suspension')) values.terms = 'day'
  if (fields.includes('supervise-order')) values.orderId = page.supervises.find((order) => order.settledAt === null)?.id
  if (fields.includes('call-order')) values.orderId = page.calls.find((order) => order.settledAt === null)?.id
  return values
}

const REQUIRED: Partial<Record<FieldKind, readonly (keyof ActValues)[]>> = {
  reason: ['text'],
  basis: ['basis'],
  item: ['itemId', 'conditionId'],
  'split-item': ['itemId'],
  'lead-required': ['lead'],
  department: ['departmentId'],
  extension: ['amount'],
  'order-limit': ['amount'],
  'decline-reason': ['kind'],
  'void-reason': ['kind'],
  result: ['result'],
  parent: ['parentId'],
  'supervise-order': ['orderId'],
  'call-order': ['orderId'],
}

/** The values that are still to be filled in. */
export function missing(act: SentAct, values: ActValues): (keyof ActValues)[] {
  const wanted: (keyof ActValues)[] = ACT_FIELDS[act].flatMap((field) => REQUIRED[field] ?? [])
  if (ACT_FIELDS[act].includes('suspension')) wanted.push(values.terms === 'condition' ? 'condition' : 'until')
  return wanted.filter((name) => {
    const value = values[name]
    return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  })
}

export function bodyOf(act: SentAct, values: ActValues, files: Attached[]): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  const text = values.text?.trim()
  if (text) body['text'] = text
  if (files.length > 0) body['files'] = files
  for (const field of ACT_FIELDS[act]) {
    switch (field) {
      case 'item':
        Object.assign(body, {
          itemId: values.itemId,
          conditionId: values.conditionId,
          rectification: values.rectification ?? null,
        })
        break
      case 'split-item':
        Object.assign(body, { itemId: values.itemId, childId: newId() })
        break
      case 'lead':
      case 'lead-required':
        Object.assign(body, {
          lead: values.lead ?? null,
          assisting: values.assisting ?? [],
          teamId: values.teamId ?? null,
        })
        break
      case 'department':
        body['departmentId'] = values.departmentId
        break
      case 'basis':
        body['basis'] = values.basis?.trim()
        break
      case 'extension':
      case 'order-limit':
        body['limit'] = { amount: values.amount, unit: values.unit }
        break
      case 'suspension':
        Object.assign(
          body,
          values.terms === 'condition' ? { condition: values.condition?.trim() } : { until: values.until },
        )
        break
      case 'decline-reason':
      case 'void-reason':
        body['reason'] = values.kind
        break
      case 'closing':
        if (values.closing) body['closing'] = values.closing
        break
      case 'result':
        body['result'] = values.result
        break
      case 'parent':
        body['parentId'] = values.parentId
        break
      case 'supervise-order':
        body['orderId'] = values.orderId
        break
      case 'call-order':
        body['callId'] = values.orderId
        break
    }
  }
  return body
}

/** An item while it is edited, as it will be sent. */
import type { Answered, Given } from '../../platform/call.ts'

type Source = Given<'POST /api/v1/catalogue/revisions'>['body']['source']
type Edit = Extract<Source, { type: 'edit' }>['edits'][number]
export type Draft = Extract<Edit, { what: 'item' }>['item'] & { confidential?: boolean }

export const EMPTY_DRAFT: Draft = {
  id: null,
  version: null,
  code: '',
  categoryId: '',
  name: { zh: '', en: '' },
  hazard: true,
  severity: 'general',
  procedureId: 'ordinary',
  autoAssess: false,
  autoDispatch: true,
  needsAfterEvidence: true,
  needsReview: false,
  needsCallBack: false,
  confidential: false,
  reworkLimit: null,
  conditions: [
    {
      id: null,
      filing: { zh: '', en: '' },
      closing: { zh: '', en: '' },
      limit: { amount: 1, unit: 'working-day' },
      limitMeans: 'handle',
    },
  ],
  plan: { steps: [], call: [], documents: [], basis: [] },
  keywords: [],
}

type Item = Answered<'GET /api/v1/items/{id}'>

export function draftOf(item: Item): Draft {
  const { id, version, code, categoryId, name, hazard, severity, procedureId, autoAssess, autoDispatch } = item
  const { needsAfterEvidence, needsReview, needsCallBack, reworkLimit, conditions, plan, keywords } = item
  return {
    ...{ id, version, code, categoryId, name, hazard, severity, procedureId, autoAssess, autoDispatch },
    ...{ needsAfterEvidence, needsReview, needsCallBack, reworkLimit, conditions, plan, keywords },
    confidential: item.confidential,
  }
}

/** What is still missing, by field; empty when it can be sent. */
export function missingIn(draft: Draft): Set<string> {
  const found: [string, boolean][] = [
    ['code', !/^[\w.-]{1,30}$/.test(draft.code)],
    ['categoryId', draft.categoryId === ''],
    ['name', draft.name.zh.trim() === ''],
    ['conditions', draft.conditions.some(({ filing, closing }) => filing.zh.trim() === '' || closing.zh.trim() === '')],
  ]
  return new Set(found.filter(([, missing]) => missing).map(([field]) => field))
}

/** Lines that were added and left empty are dropped. */
export function withoutEmptyLines(draft: Draft): Draft {
  const kept = (lines: Draft['plan']['steps']) => lines.filter(({ zh }) => zh.trim() !== '')
  const { steps, call, documents, basis } = draft.plan
  return { ...draft, plan: { steps: kept(steps), call: kept(call), documents: kept(documents), basis: kept(basis) } }
}

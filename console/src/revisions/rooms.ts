/** The endpoints of each kind of revision. Their shapes are one (contract/revision.ts); the kinds differ in address and power. */
import type { RevisionAnswer, RevisionChangeAnswer, RevisionFindingAnswer } from '@bihuan/contract/revision'
import type { EndpointKey } from '../platform/call.ts'

export type Revision = RevisionAnswer
export type RevisionFinding = RevisionFindingAnswer
export type RevisionChange = RevisionChangeAnswer
export type RevisionKind = Revision['kind']

/** All kinds answer in the shapes of this one. */
interface Shapes {
  list: 'GET /api/v1/catalogue/revisions'
  one: 'GET /api/v1/catalogue/revisions/{id}'
  findings: 'GET /api/v1/catalogue/revisions/{id}/findings'
  changes: 'GET /api/v1/catalogue/revisions/{id}/changes'
  acts: 'POST /api/v1/catalogue/revisions/{id}/acts'
}

const keys = {
  territory: {
    list: 'GET /api/v1/territory/revisions',
    one: 'GET /api/v1/territory/revisions/{id}',
    findings: 'GET /api/v1/territory/revisions/{id}/findings',
    changes: 'GET /api/v1/territory/revisions/{id}/changes',
    acts: 'POST /api/v1/territory/revisions/{id}/acts',
  },
  catalogue: {
    list: 'GET /api/v1/catalogue/revisions',
    one: 'GET /api/v1/catalogue/revisions/{id}',
    findings: 'GET /api/v1/catalogue/revisions/{id}/findings',
    changes: 'GET /api/v1/catalogue/revisions/{id}/changes',
    acts: 'POST /api/v1/catalogue/revisions/{id}/acts',
  },
  duties: {
    list: 'GET /api/v1/duties/revisions',
    one: 'GET /api/v1/duties/revisions/{id}',
    findings: 'GET /api/v1/duties/revisions/{id}/findings',
    changes: 'GET /api/v1/duties/revisions/{id}/changes',
    acts: 'POST /api/v1/duties/revisions/{id}/acts',
  },
} as const satisfies Record<RevisionKind, Record<keyof Shapes, EndpointKey | `${string} /api/v1/duties/${string}`>>

export function keysOf(kind: RevisionKind): Shapes {
  return keys[kind] as Shapes
}

/** The address under which everything of a kind is cached; for `refresh`. */
export const ROOM_ADDRESS: Record<RevisionKind, string> = {
  territory: '/api/v1/territory',
  catalogue: '/api/v1/catalogue',
  duties: '/api/v1/duties',
}

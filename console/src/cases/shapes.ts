/** The shapes of the contract that many screens of this room use, by short names. */
import type { SentAct } from '@bihuan/contract/case-acts'
import type { Answered } from '../platform/call.ts'

export type { SentAct }
export type CasePage = Answered<'GET /api/v1/cases/{id}'>
export type CaseLine = Answered<'GET /api/v1/cases'>['rows'][number]
export type Ability = CasePage['abilities'][number]
export type Entry = CasePage['timeline'][number]
export type FileView = CasePage['files'][number]
export type Clock = CasePage['clocks'][number]
export type Acted = Answered<'POST /api/v1/cases/{id}/acts'>
export type Tab = Answered<'GET /api/v1/desk'>['tabs'][number]['tab']
export type Limit = {
  amount: number
  unit: 'emergency-minute' | 'working-minute' | 'working-day' | 'calendar-hour' | 'calendar-day'
}

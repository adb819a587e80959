/** What now and then comes between: the lead needs time (延期, 挂账), or the office asks the one above (呼叫). */
import type { Act } from '@bihuan/domain/acts'
import type { Case } from '@bihuan/domain/cases/case'
import type { Acted } from '../cases/commands/answer.ts'
import { readForAct } from '../cases/views.ts'
import { worldOf } from '../cases/world.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import type { Staff } from './people.ts'
import type { Schedule } from './schedule.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export type Send = (by: Actor, name: Act, body?: Record<string, unknown>, when?: number) => Promise<Acted>

export interface Asking {
  city: City
  staff: Staff
  schedule: Schedule
  random: () => number
  chance: (share: number) => boolean
  after: (typical: number) => number
  send: Send
  /** The work goes on. */
  goOn: (at: number) => Promise<void>
}

const REASONS = [
  '所需配件需从外地调运，预计推迟到货。',
  '当事人外出，约定返回后到场处理。',
  '连续降雨，无法进行高处作业。',
  '需协调产权单位停电配合施工。',
]

/** True: somebody asked, and the work waits for what becomes of it. */
export async function asksForTime(asking: Asking, c: Case, by: Actor, at: number): Promise<boolean> {
  const { schedule, chance, after, send, goOn } = asking
  const handle = c.clocks.findLast((clock) => clock.kind === 'handle')
  const first = c.extensions === 0 && c.suspensions === 0 && !c.extensionRequest && !c.suspensionRequest
  if (c.procedure.id !== 'ordinary' || !handle?.limit || !first || !chance(0.16)) return false
  const text = REASONS[Math.floor(asking.random() * REASONS.length)]!
  const kind = chance(0.4) ? 'suspension' : 'extension'
  try {
    const terms = kind === 'suspension' ? { condition: '待材料到场或当事人返回' } : { limit: handle.limit }
    await send(by, `request-${kind}`, { text, ...terms })
  } catch (error) {
    // Asked too late: then it is done late.
    if (error instanceof Problem) return false
    throw error
  }
  const office = asking.staff.atOffice(c.officeId, 'dispatcher')
  schedule.at(at + after(2 * HOUR), async (when) => {
    if (!chance(0.75)) {
      await send(office, `refuse-${kind}`, { text: '理由不充分，请按期完成。' }, when)
      return schedule.at(when + after(9 * HOUR), goOn)
    }
    await send(office, `grant-${kind}`, {}, when)
    if (kind === 'extension') return schedule.at(when + after(9 * HOUR), goOn)
    schedule.at(when + after(20 * HOUR), async (then) => {
      await send(by, 'resume', {}, then)
      schedule.at(then + after(3 * HOUR), goOn)
    })
  })
  return true
}

/** Most are answered in time. */
export async function callsAbove({ city, staff, schedule, after, send }: Asking, c: Case, at: number): Promise<void> {
  const above = worldOf(city).officeAbove(c.officeId)
  if (!above) return
  await send(staff.atOffice(c.officeId, 'dispatcher'), 'call', { text: '涉及多个部门，请上级协调。' })
  schedule.at(at + after(16 * MINUTE), async (when) => {
    const call = (await readForAct(city.db, c.id, null, null))?.document.calls.at(-1)
    if (call?.settledAt !== null) return
    const body = { callId: call.id, text: '已协调，请按会商意见派遣。' }
    await send(staff.atOffice(above.id, 'dispatcher'), 'answer-call', body, when)
  })
}

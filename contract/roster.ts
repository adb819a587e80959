/** Who of a team is on duty (值班), and when. The team holds a case, not the person: a roster says whom to ring, and counts nothing. */
import { z } from 'zod'
import { endpoints, id, instant, text } from './endpoint.ts'
import { problems } from './problem.ts'

const named = z.object({ id, name: z.string() })

const shift = z.object({
  id,
  startsAt: instant,
  endsAt: instant,
  /** By name; the leader among them. */
  people: z.array(named),
  leaderId: id,
  /** The telephone of the shift, masked; null where there is none. */
  phone: z.string().nullable(),
})
export type ShiftAnswer = z.infer<typeof shift>

const newShift = z.strictObject({
  id,
  startsAt: instant,
  endsAt: instant,
  accountIds: z.array(id).min(1).max(50),
  leaderId: id,
  /** Left out: it stays as it is. null: none. */
  phone: text(40).nullable().optional(),
})

export const rosterEndpoints = endpoints({
  'GET /api/v1/teams/{id}/roster': {
    summary: 'The shifts of a team that touch a stretch of at most 62 days, with the members who may be planned.',
    params: z.object({ id }),
    query: z.object({ from: instant, to: instant }),
    response: z.object({
      team: z.object({ id, name: z.string(), nameEn: z.string(), departmentId: id }),
      members: z.array(named),
      shifts: z.array(shift),
      mayPlan: z.boolean(),
      mayRing: z.boolean(),
    }),
  },
  'POST /api/v1/teams/{id}/roster': {
    summary: 'Plan shifts of a team, change or remove some; all of it or nothing.',
    params: z.object({ id }),
    body: z.strictObject({
      commandId: id,
      put: z.array(newShift).max(200).default([]),
      remove: z.array(id).max(200).default([]),
    }),
    response: z.object({ version: z.number() }),
  },
  'GET /api/v1/teams/{id}/on-duty': {
    summary: 'Who of a team is on duty now.',
    params: z.object({ id }),
    response: z.object({ at: instant, shifts: z.array(shift), next: instant.nullable(), mayRing: z.boolean() }),
  },
  'POST /api/v1/teams/{id}/duty-phone': {
    summary: 'The telephone of a shift in clear; that it was read is written down.',
    params: z.object({ id }),
    body: z.strictObject({ commandId: id, shiftId: id }),
    response: z.object({ phone: z.string() }),
  },
})

export const rosterProblems = problems({
  'roster.not-a-member': {
    status: 422,
    zh: '{count} 人不是该队伍现在的成员；请先把他们加入队伍，或从班次中去掉。',
    en: '{count} of them are no members of this team now; add them to the team first, or leave them out.',
  },
  'roster.leader-not-on-shift': {
    status: 422,
    zh: '带班人不在当班人员之中；请把带班人也列入班次。',
    en: 'The leader is not among the people of the shift; put the leader on it.',
  },
  'roster.times': {
    status: 422,
    zh: '班次的结束时间应晚于开始时间，且一班不超过 {days} 天。',
    en: 'A shift ends after it starts, and lasts {days} days at most.',
  },
  'roster.over': {
    status: 409,
    zh: '班次在 {at} 已经结束，不能再改；需要更正时请记在备注里。',
    en: 'The shift ended at {at} and stays as it was; nothing that is over is changed.',
  },
  'roster.shift-elsewhere': {
    status: 409,
    zh: '这个班次编号已属于另一支队伍，或已被移除；请换一个编号。',
    en: 'This id is a shift of another team, or was removed; use another id.',
  },
  'roster.phone-invalid': {
    status: 422,
    zh: '值班电话“{phone}”不是电话号码；请填 5 至 20 位数字。',
    en: 'The duty phone “{phone}” is no telephone number; write 5 to 20 digits.',
  },
  'roster.span': {
    status: 422,
    zh: '一次最多看 {days} 天的值班表，且起止顺序应正确。',
    en: 'A roster is shown for {days} days at most, and from before to.',
  },
})

import { describe, expect, it } from 'vitest'
import { dueText, urgency, type DueFacts } from './due.ts'

const now = new Date('2026-11-21T04:00:00Z')
const facts = (more: Partial<DueFacts>): DueFacts => ({
  dueAt: null,
  warnAt: null,
  suspended: false,
  closedAt: null,
  late: false,
  ...more,
})

describe('a due time', () => {
  it('is calm until the warning, then soon, then over', () => {
    const due = { dueAt: '2026-11-21T06:00:00Z', warnAt: '2026-11-21T05:00:00Z' }
    expect(urgency(facts(due), now)).toBe('calm')
    expect(urgency(facts(due), new Date('2026-11-21T05:00:00Z'))).toBe('soon')
    expect(urgency(facts(due), new Date('2026-11-21T06:00:00Z'))).toBe('soon')
    expect(urgency(facts(due), new Date('2026-11-21T06:00:00.001Z'))).toBe('over')
  })
  it('says what is left and what is over', () => {
    expect(dueText(facts({ dueAt: '2026-11-21T06:00:00Z' }), now, 'zh')).toBe('剩 2 小时')
    expect(dueText(facts({ dueAt: '2026-11-21T03:15:00Z' }), now, 'en')).toBe('45 min over')
  })
  it('does not press while the case is suspended, nor after its end', () => {
    expect(urgency(facts({ dueAt: '2026-11-21T03:00:00Z', suspended: true }), now)).toBe('paused')
    expect(urgency(facts({ closedAt: '2026-11-21T03:00:00Z', late: true }), now)).toBe('ended-late')
    expect(dueText(facts({}), now, 'zh')).toBe('不限时')
  })
})

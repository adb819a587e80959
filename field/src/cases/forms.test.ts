import { describe, expect, it } from 'vitest'
import { actBody, arranged, FORMS, incomplete, nothingFilled, type Known } from './forms.ts'

const known: Known = {
  photos: [{ id: 'p1', purpose: 'after' }],
  handleLimit: { amount: 5, unit: 'working-day' },
  position: { longitude: 119.6, latitude: 29 },
  orderId: 'o1',
}

describe('the buttons of a case', () => {
  it('puts the next step in front and its counterpart beside it', () => {
    expect(arranged(['return', 'note', 'accept', 'call'], 'accept')).toEqual({
      main: 'accept',
      beside: 'return',
      rest: ['note', 'call'],
    })
    expect(arranged(['note', 'verify-fail', 'verify-pass'], 'verify-pass')).toMatchObject({
      main: 'verify-pass',
      beside: 'verify-fail',
    })
  })

  it('shows only what the server allows and what can be done on foot', () => {
    expect(arranged(['dispatch', 'note'], 'dispatch')).toEqual({ main: 'note', beside: null, rest: [] })
    expect(arranged([], 'accept')).toEqual({ main: null, beside: null, rest: [] })
  })
})

describe('the body of an act', () => {
  it('carries the photos under their upload ids', () => {
    expect(actBody(FORMS.submit!, { ...nothingFilled, text: ' 已清理 ' }, known)).toEqual({
      text: '已清理',
      files: [{ uploadId: 'p1', purpose: 'after' }],
    })
  })

  it('of a return has its reason and its basis', () => {
    expect(incomplete(FORMS.return!, { ...nothingFilled, text: '不归我局' })).toBe(true)
    const filled = { ...nothingFilled, text: '不归我局', basis: '责任清单第 3 条' }
    expect(incomplete(FORMS.return!, filled)).toBe(false)
    expect(actBody(FORMS.return!, filled, known)).toEqual({ text: '不归我局', basis: '责任清单第 3 条' })
  })

  it('of an extension is in the unit of the limit', () => {
    expect(actBody(FORMS['request-extension']!, { ...nothingFilled, text: '等材料', amount: 2 }, known)).toEqual({
      text: '等材料',
      limit: { amount: 2, unit: 'working-day' },
    })
  })

  it('of a suspension has a date or a condition, one of them', () => {
    const form = FORMS['request-suspension']!
    expect(incomplete(form, { ...nothingFilled, text: 'x' })).toBe(true)
    expect(incomplete(form, { ...nothingFilled, text: 'x', until: '2026-05-01T09:00', condition: 'y' })).toBe(true)
    expect(incomplete(form, { ...nothingFilled, text: 'x', condition: '工程招标完成' })).toBe(false)
    expect(actBody(form, { ...nothingFilled, text: 'x', condition: '工程招标完成' }, known)).toEqual({
      text: 'x',
      condition: '工程招标完成',
    })
  })

  it('of an arrival says where, also when that is unknown', () => {
    expect(actBody(FORMS.arrive!, nothingFilled, { ...known, position: null })).toEqual({ position: null })
  })

  it('of an answer names what it answers', () => {
    expect(actBody(FORMS['answer-call']!, { ...nothingFilled, text: '马上到' }, known)).toEqual({
      text: '马上到',
      callId: 'o1',
    })
    expect(actBody(FORMS['answer-supervise']!, { ...nothingFilled, text: '已办' }, { ...known, photos: [] })).toEqual({
      text: '已办',
      orderId: 'o1',
    })
  })
})

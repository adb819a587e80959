import { describe, expect, it } from 'vitest'
import { bodyOf, missing } from './act-values.ts'

describe('a form of an act', () => {
  it('names what is still to be filled in', () => {
    expect(missing('return', {})).toEqual(['text', 'basis'])
    expect(missing('return', { text: '不归我们', basis: '  ' })).toEqual(['basis'])
    expect(missing('dispatch', {})).toEqual([])
    expect(missing('request-suspension', { text: 'x', terms: 'condition' })).toEqual(['condition'])
    expect(missing('request-suspension', { text: 'x', terms: 'day', until: '2026-12-01T15:59:59.999Z' })).toEqual([])
  })
  it('sends either a date or a condition, never both', () => {
    const values = { text: '等材料', until: '2026-12-01T15:59:59.999Z', condition: '备件到货' }
    expect(bodyOf('request-suspension', { ...values, terms: 'day' }, [])).toEqual({
      text: '等材料',
      until: values.until,
    })
    expect(bodyOf('request-suspension', { ...values, terms: 'condition' }, [])).toEqual({
      text: '等材料',
      condition: '备件到货',
    })
  })
  it('leaves the lead to the duty table where none is chosen', () => {
    expect(bodyOf('dispatch', {}, [])).toEqual({ lead: null, assisting: [], teamId: null })
  })
  it('sends nothing that was not asked for', () => {
    expect(bodyOf('accept', { text: ' ', lead: 'x' }, [])).toEqual({})
    expect(bodyOf('answer-call', { text: '已派人', orderId: 'c' }, [])).toEqual({ text: '已派人', callId: 'c' })
  })
})

import { expect, it, vi } from 'vitest'
import { heardOf } from './heard.ts'

it('a message names its case, a heartbeat says nothing, and what cannot be read means everything', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  expect(
    heardOf('{"position":7,"subjectKind":"case","subject":"c1","act":"accept","at":"2026-03-01T00:00:00.000Z"}'),
  ).toBe('c1')
  expect(heardOf('')).toBeUndefined()
  expect(heardOf('{"position":')).toBeNull()
})

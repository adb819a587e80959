import { describe, expect, it } from 'vitest'
import { checkEndpoints } from './endpoints.ts'

const KEYS = ['GET /api/v1/cases/{id}', 'POST /api/v1/cases/{id}', 'GET /health']
const CONTRACT = { path: 'contract/cases.ts', text: KEYS.map((key) => `'${key}': {},`).join('\n') }
const ROUTES = {
  path: 'server/src/cases/routes.ts',
  text: KEYS.map((key) => `route(\n  app, '${key}', 'public', f)`).join('\n'),
}
const SCREEN = {
  path: 'console/src/a.ts',
  text: "call('GET /api/v1/cases/{id}'); fetch(`/api/v1/cases/${caseId}?x=1`)",
}
const TOOL = { path: 'tools/replay/main.ts', text: 'send(`POST /api/v1/cases/${file.id}`)' }
const MACHINES = { 'GET /health': 'the supervisor' }

function faults(sources: { path: string; text: string }[], machines: Record<string, string> = MACHINES): string[] {
  return checkEndpoints(KEYS, sources, machines).map(({ path, line, message }) => `${path}:${line} ${message}`)
}

describe('every endpoint', () => {
  it('has a route and somebody who calls it', () => {
    expect(faults([CONTRACT, ROUTES, SCREEN, TOOL])).toEqual([])
  })

  it('is missed where it has no route', () => {
    const routes = { ...ROUTES, text: ROUTES.text.replace("'POST /api/v1/cases/{id}'", "'POST /api/v1/other'") }
    expect(faults([CONTRACT, routes, SCREEN, TOOL])).toEqual([
      'contract/cases.ts:2 POST /api/v1/cases/{id} has no route',
    ])
  })

  it('is missed where nobody calls it, and tests do not count', () => {
    const test = { path: 'console/src/a.test.ts', text: TOOL.text }
    expect(faults([CONTRACT, ROUTES, SCREEN, test])).toEqual([
      'contract/cases.ts:2 POST /api/v1/cases/{id} is called by no screen and no tool',
    ])
  })

  it('is for machines only while it exists', () => {
    expect(faults([CONTRACT, ROUTES, SCREEN, TOOL], {})).toEqual([
      'contract/cases.ts:3 GET /health is called by no screen and no tool',
    ])
    expect(faults([CONTRACT, ROUTES, SCREEN, TOOL], { ...MACHINES, 'GET /gone': 'x' })).toEqual([
      'tools/checks/machine-endpoints.ts:0 GET /gone is no endpoint',
    ])
  })
})

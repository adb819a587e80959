import { describe, expect, it } from 'vitest'
import { checkImports, targetOf } from './imports.ts'
import { readDeclared } from './repository.ts'

const DECLARED = {
  '': new Set(['vitest', 'fast-check']),
  contract: new Set(['zod']),
  server: new Set(['fastify', 'pg']),
  console: new Set(['react']),
}

function faults(path: string, statement: string): string[] {
  return checkImports([{ path, text: `\n${statement}\n` }], DECLARED).map(({ line, message }) => `${line}: ${message}`)
}

describe('the import law', () => {
  it.each([
    ['domain/clocks.ts', "import { z } from 'zod'", 'domain/ imports nothing'],
    ['domain/clocks.ts', "import { readFileSync } from 'node:fs'", 'domain/ imports nothing'],
    ['domain/clocks.ts', "import { x } from '../server/src/platform/id.ts'", 'domain/ imports nothing'],
    ['domain/clocks.ts', "import type { X } from '@bihuan/contract/cases'", 'domain/ imports nothing'],
    ['domain/clocks.ts', "import { OFFICIAL } from './testing/official-calendar.ts'", 'made for tests'],
    ['contract/cases.ts', "import fastify from 'fastify'", 'schema library'],
    ['contract/cases.ts', "import { x } from '../server/src/cases/views.ts'", 'schema library'],
    ['server/src/cases/commands/file-case.ts', "import { insert } from '../../territory/store.ts'", 'another’s store'],
    ['server/src/cases/views.ts', "import type { Row } from '../staff/session-store.ts'", 'another’s store'],
    ['server/src/cases/reactions.ts', "import { seal } from '../audit/commands/make-seal.ts'", 'another’s commands'],
    ['server/src/cases/commands/file-case.ts', "import { tree } from '../../territory/tree.ts'", 'inside of territory'],
    ['server/src/cases/routes.ts', "import { insert } from './store.ts'", 'never to the store'],
    ['server/src/cases/routes.ts', "const { insert } = await import('./store.ts')", 'never to the store'],
    ['server/src/cases/views.ts', "import { insert } from './store.ts'", 'a view reads'],
    ['server/src/cases/store.ts', "import { act } from './commands/act-on-case.ts'", 'does not know who uses it'],
    ['server/src/platform/timers.ts', "import { due } from '../cases/answers.ts'", 'knows no capability'],
    ['server/src/verify/chains.ts', "import { canonical } from '../platform/canonical.ts'", 'shares no code'],
    ['server/src/cases/routes.ts', "import { compose } from '../app.ts'", 'the program that it is part of'],
    ['server/src/cases/routes.ts', "import { x } from '../../../tools/city/names.ts'", 'does not import tools/'],
    ['server/src/cases/routes.ts', "import lodash from 'lodash'", 'not declared'],
    ['console/src/main.tsx', "import { allEndpoints } from '@bihuan/contract/endpoints'", 'types only'],
    ['console/src/main.tsx', "import type { City } from '../../server/src/platform/city.ts'", 'not server/'],
    ['field/src/main.tsx', "import { x } from '../../console/src/main.tsx'", 'not console/'],
    ['console/src/main.tsx', "import { join } from 'node:path'", 'browser'],
  ])('%s must not: %s', (path, statement, expected) => {
    expect(faults(path, statement)).toEqual([expect.stringMatching(new RegExp(`^2: .*${expected}`))])
  })

  it.each([
    ['domain/clocks.ts', "import { DAY } from './calendar.ts'"],
    ['domain/clocks.test.ts', "import fc from 'fast-check'"],
    ['contract/cases.ts', "import { ACTS } from '@bihuan/domain/acts'"],
    ['server/src/cases/commands/file-case.ts', "import { territory } from '../../territory/answers.ts'"],
    ['server/src/cases/commands/file-case.ts', "import { insert } from '../store.ts'"],
    ['server/src/cases/store.ts', "import { sealText } from '../platform/secrets-store.ts'"],
    ['server/src/cases/views.ts', "import type { Row } from './store.ts'"],
    ['server/src/audit/commands/start-verification.ts', "import { verify } from '../../verify/verify.ts'"],
    ['server/src/app.ts', "import { registerCases } from './cases/routes.ts'"],
    ['server/src/demo/history.ts', "import { report } from '../cases/commands/report-case.ts'"],
    ['server/src/verbs/serve.ts', "import { composeApp } from '../app.ts'"],
    ['server/src/cases/routes.test.ts', "import { insert } from '../territory/store.ts'"],
    ['console/src/main.tsx', "import type { AllEndpoints } from '@bihuan/contract/endpoints'"],
    ['console/src/main.tsx', "import { STATES } from '@bihuan/domain/acts'"],
    ['tools/replay/main.ts', "import pg from 'pg'"],
  ])('%s may: %s', (path, statement) => {
    expect(faults(path, statement)).toEqual([])
  })

  it('finds the file that an import means', () => {
    expect(targetOf('server/src/cases/commands/a.ts', '../../staff/answers.ts')).toBe('server/src/staff/answers.ts')
    expect(targetOf('server/src/main.ts', '@bihuan/domain/cases/evolve')).toBe('domain/cases/evolve.ts')
    expect(targetOf('server/src/main.ts', 'pg')).toBeNull()
  })

  it('reads what the workspaces declare', () => {
    const text = JSON.stringify({ dependencies: { pg: '8.23.1' }, optionalDependencies: { sharp: '0.35.5' } })
    expect(readDeclared([{ path: 'server/package.json', text }])).toEqual({ server: new Set(['pg', 'sharp']) })
  })
})

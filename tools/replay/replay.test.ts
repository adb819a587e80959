import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { MADE_UP } from './made-up.data.ts'
import { differences } from './figures.ts'
import { replay } from './replay.ts'

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it(
  'a small file goes through the whole program, the figures are those of the file, and nothing is left behind',
  { timeout: 120_000 },
  async () => {
    const file = join(folder, 'requests.csv')
    writeFileSync(file, MADE_UP)
    const result = await replay({ path: file })
    expect(differences(result)).toEqual([])
    expect(result.handDispatched).toEqual({ reported: ['ECC-Praise'], expected: ['ECC-Praise'] })
    expect(result.unknownPositions).toEqual({ rounded: 1, empty: 1, outside: 1 })
    expect(result.agencies.find((row) => row.agency === 'Solid Waste')!.product).toEqual({
      closed: 3,
      late: 1,
      openPastDue: 1,
      percent: 50,
    })
    expect(result.fellDue).toBeGreaterThan(0)
    expect(existsSync(result.folder)).toBe(false)
  },
)

it('a figure that differs is named', () => {
  const agency = {
    agency: 'Health',
    product: { closed: 2, late: 1, openPastDue: 0, percent: 50 },
    file: { closed: 2, late: 0, openPastDue: 0 },
  }
  const handDispatched = { reported: ['A'], expected: ['A', 'B'] }
  const result = {
    agencies: [agency, { ...agency, agency: '' }],
    handDispatched,
    totals: { reported: 2, closed: 2, late: 1, openPastDue: 0 },
    file: {
      requests: 3,
      byAgency: new Map([['Health', agency.file]]),
      total: { closedWithDue: 2, late: 1, openPastDue: 0 },
    },
  } as never
  expect(differences(result)).toEqual([
    expect.stringContaining('row ""'),
    expect.stringContaining('Health'),
    expect.stringContaining('differ'),
    'the whole city: reported is 2, the file has 3',
    expect.stringContaining('duty report names A'),
  ])
})

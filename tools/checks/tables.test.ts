import { describe, expect, it } from 'vitest'
import { checkTables } from './tables.ts'

const store = (capability: string, statement: string) => ({
  path: `server/src/${capability}/store.ts`,
  text: `db.run(sql\`${statement}\`)`,
})

function faults(...sources: { path: string; text: string }[]): string[] {
  return checkTables(sources).map(({ path, message }) => `${path}: ${message}`)
}

describe('one writer for a table', () => {
  it('is found out when there are two', () => {
    expect(
      faults(
        store('cases', 'update cases set state = 1 where id = 2'),
        store('staff', 'insert into cases (id) values (1)'),
      ),
    ).toEqual([
      'server/src/cases/store.ts: table cases is written by cases/ and by staff/',
      'server/src/staff/store.ts: table cases is written by staff/ and by cases/',
    ])
  })

  it.each(['insert into cases (id) values (1)', 'delete from cases where id = 1', 'update cases set id = 1'])(
    'stands in its store: %s',
    (statement) => {
      const views = { path: 'server/src/cases/views.ts', text: `sql\`${statement}\`` }
      expect(faults(views)).toEqual(['server/src/cases/views.ts: table cases is written outside of a store'])
      expect(faults({ ...views, path: 'server/src/cases/store-cases.ts' })).toEqual([])
      expect(faults({ ...views, path: 'server/src/cases/views.test.ts' })).toEqual([])
    },
  )

  it('sees rows that are written together with others', () => {
    const views = { path: 'server/src/cases/views.ts', text: "writeTogether([rowsInto('cases', COLUMNS, rows)])" }
    expect(faults(views)).toEqual(['server/src/cases/views.ts: table cases is written outside of a store'])
    expect(faults({ ...views, text: "writeTogether([changeIn('cases', COLUMNS, row, HELD, held)])" })).toHaveLength(1)
    expect(
      faults({ ...views, path: 'server/src/cases/store.ts' }, store('staff', 'delete from cases where id = 1')),
    ).toEqual([
      'server/src/cases/store.ts: table cases is written by cases/ and by staff/',
      'server/src/staff/store.ts: table cases is written by staff/ and by cases/',
    ])
  })

  it('minds neither locks, nor the shared tables of an act, nor what a statement makes for itself', () => {
    expect(
      faults(
        store('cases', 'select id from cases where true for update skip locked'),
        store('cases', 'insert into event (id) values (1)'),
        store('staff', 'insert into event (id) values (1)'),
        store('staff', 'with moved as (select 1 from x) delete from moved where true'),
        store('staff', 'insert into account (id) values (1) on conflict (id) do update set id = 1'),
      ),
    ).toEqual([])
  })

  it('is not disturbed by prose', () => {
    expect(faults({ path: 'server/src/cases/views.ts', text: "say('an update case by case')" })).toEqual([])
  })
})

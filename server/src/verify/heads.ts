/** The heads that records bear (`seq`, `head_hash`) against the ends of their chains. The tables are discovered, not listed. */
import type { Findings } from './findings.ts'
import type { Source } from './source.ts'

export interface HeadTable {
  name: string
  /** Whether its rows have a number for people. */
  numbered: boolean
}

export interface Tail {
  subject: string
  seq: number
  hash: string
}

/** Every table of the city with the columns id, seq and head_hash. */
export async function headTables(source: Source): Promise<HeadTable[]> {
  const rows = await source.rows<[string, string]>(
    `select table_name, bool_or(column_name = 'number')::text from information_schema.columns
     where table_schema = $1 group by table_name
     having bool_or(column_name = 'id') and bool_or(column_name = 'seq') and bool_or(column_name = 'head_hash') order by table_name`,
    [source.city.schema],
  )
  return rows.map(([name, numbered]) => ({ name, numbered: numbered === 'true' }))
}

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`

/** For chains that were read to their end. */
export async function checkHeads(
  source: Source,
  tables: HeadTable[],
  tails: Tail[],
  findings: Findings,
): Promise<void> {
  if (tails.length === 0) return
  const ids = tails.map((tail) => tail.subject)
  const heads = new Map<string, { seq: number; hash: string }>()
  for (const { name } of tables) {
    const rows = await source.rows<[string, string, string]>(
      `select id, seq, head_hash from ${identifier(name)} where id = any($1::uuid[])`,
      [ids],
      `verify-heads-${name}`,
    )
    for (const [id, seq, hash] of rows) heads.set(id, { seq: Number(seq), hash })
  }
  for (const { subject, seq, hash } of tails) {
    const head = heads.get(subject)
    if (!head) findings.add('head.missing', { subject, found: seq })
    else if (head.seq > seq) findings.add('event.tail-missing', { subject, expected: head.seq, found: seq })
    else if (head.seq < seq) findings.add('head.behind', { subject, expected: head.seq, found: seq })
    else if (head.hash !== hash) findings.add('head.altered', { subject, seq })
  }
}

/** Records whose whole chain is gone: no event would lead to them. */
export async function checkEmptyChains(source: Source, tables: HeadTable[], findings: Findings): Promise<void> {
  for (const { name } of tables) {
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const rows = await source.rows<[string, string]>(
        `select h.id, h.seq from ${identifier(name)} h where h.id > $1::uuid and h.seq > 0
         and not exists (select 1 from event e where e.subject = h.id) order by h.id limit 1000`,
        [after],
      )
      for (const [subject, seq] of rows)
        findings.add('event.all-missing', { subject, table: name, expected: Number(seq) })
      if (rows.length < 1000) break
      after = rows.at(-1)![0]
    }
  }
}

/** The tables and numbers of these subjects, for the sentences. */
export async function labelsOf(
  source: Source,
  tables: HeadTable[],
  subjects: string[],
): Promise<Map<string, { table: string; number?: string }>> {
  const labels = new Map<string, { table: string; number?: string }>()
  for (const { name, numbered } of tables) {
    const rows = await source.rows<[string, string | null]>(
      `select id, ${numbered ? 'number::text' : 'null'} from ${identifier(name)} where id = any($1::uuid[])`,
      [subjects],
    )
    for (const [id, number] of rows) labels.set(id, { table: name, ...(number === null ? {} : { number }) })
  }
  return labels
}

/** One writer for a table: SQL that writes stands in the store of one capability, and nowhere else. */
import { isTest, lineOf, type Finding, type Source } from './source.ts'

const WRITES =
  /\b(?:insert\s+into|delete\s+from|update(?!\s+(?:skip|set|of|nowait)\b))\s+(?:only\s+)?([a-z_][a-z0-9_]*)\b/g
/** Rows for several tables at once (platform/write-together.ts). */
const ROWS = /\b(?:rowsInto|changeIn)\(\s*'([a-z_][a-z0-9_]*)'/g
/** What every store writes beside its own, in one statement: the entry of the act, its place in the queue to the log, the answer. */
const SHARED = new Set(['event', 'outbox', 'command'])
/** Made inside a statement and gone after it. */
const LOCAL = /\b(?:with|,)\s+([a-z_][a-z0-9_]*)\s*(?:\([^)]*\))?\s+as\s+(?:materialized\s+)?\(/g

interface Write {
  path: string
  line: number
  table: string
  capability: string
}

function writesOf({ path, text }: Source): Write[] {
  const capability = /^server\/src\/([\w-]+)\//.exec(path)?.[1]
  if (!capability || isTest(path) || !path.endsWith('.ts')) return []
  const local = new Set([...text.matchAll(LOCAL)].map((match) => match[1]))
  const written = sqlOf(text).flatMap(({ from, statement }) =>
    [...statement.matchAll(WRITES)].map((match) => ({ at: from + match.index, table: match[1]! })),
  )
  for (const match of text.matchAll(ROWS)) written.push({ at: match.index, table: match[1]! })
  return written
    .filter(({ table }) => !local.has(table) && !SHARED.has(table))
    .map(({ at, table }) => ({ path, line: lineOf(text, at), table, capability }))
}

/** Text between back quotes or quotes that reads like a statement. */
function sqlOf(text: string): { from: number; statement: string }[] {
  return [...text.matchAll(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g)]
    .filter(([literal]) => /\b(set|values|select|where|from)\b/.test(literal))
    .map((match) => ({ from: match.index, statement: match[0] }))
}

export function checkTables(sources: readonly Source[]): Finding[] {
  const writes = sources.flatMap(writesOf)
  const writers = new Map<string, Set<string>>()
  for (const { table, capability } of writes) writers.set(table, (writers.get(table) ?? new Set()).add(capability))
  return writes.flatMap(({ path, line, table, capability }) => {
    const others = [...writers.get(table)!].filter((other) => other !== capability)
    if (others.length > 0)
      return [
        {
          path,
          line,
          message: `table ${table} is written by ${capability}/ and by ${others.join('/, ')}/`,
          remedy: 'one capability writes a table; the other one asks for it, or reacts to its event',
        },
      ]
    if (capability !== 'platform' && !/(^|[/-])store(-[\w-]+)?\.ts$/.test(path))
      return [
        {
          path,
          line,
          message: `table ${table} is written outside of a store`,
          remedy: `move the statement into server/src/${capability}/store.ts`,
        },
      ]
    return []
  })
}

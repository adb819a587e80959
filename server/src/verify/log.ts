/** The log from its first position: no gaps, every entry's event there, and the root of each seal. */
import type { Progress } from './chains.ts'
import type { Findings } from './findings.ts'
import { Tree } from './hashing.ts'
import type { SealRecord } from './seals.ts'
import type { Source } from './source.ts'

const BATCH = 10_000

export interface LogReport {
  top: number
  /** Numbers of the seals whose root was found again. */
  sealsIntact: Set<number>
}

export async function checkLog(
  source: Source,
  seals: SealRecord[],
  findings: Findings,
  progress: Progress,
): Promise<LogReport> {
  const pending = [...seals]
  const sealsIntact = new Set<number>()
  let tree = new Tree()
  let top = 0
  for (;;) {
    const entries = await source.rows<[string, string]>(
      `select position, event_id from log where position > $1::bigint order by position limit ${BATCH}`,
      [top],
      'verify-log',
    )
    if (entries.length === 0) break
    const hashes = await hashesOf(source, entries.map(([, id]) => id)) // prettier-ignore
    for (const [text, event] of entries) {
      const position = Number(text)
      if (position !== top + 1) findings.add('log.gap', { position: top + 1, until: position - 1 })
      // A seal that ended inside the gap can only be compared with what is left.
      while (pending[0] && pending[0].to < position) closeSeal(pending.shift()!)
      const hash = hashes.get(event)
      if (hash === undefined) findings.add('log.dangling', { position, event })
      else if (pending[0] && position >= pending[0].from) tree.add(hash)
      top = position
      if (pending[0]?.to === position) closeSeal(pending.shift()!)
    }
    await progress(top)
  }
  for (const seal of pending) findings.add('seal.beyond-log', { seal: seal.number, expected: seal.to, found: top })
  for (const [event] of await source.rows<[string]>(
    'select o.event_id from outbox o join log l on l.event_id = o.event_id limit 1000',
  ))
    findings.add('log.event-twice', { event })
  for (const [event] of await source.rows<[string]>(
    'select event_id from log group by event_id having count(*) > 1 limit 1000',
  ))
    findings.add('log.event-twice', { event })
  return { top, sealsIntact }

  function closeSeal(seal: SealRecord): void {
    if (tree.root() === seal.root) sealsIntact.add(seal.number)
    else findings.add('seal.root', { seal: seal.number, position: seal.from, until: seal.to })
    tree = new Tree()
  }
}

async function hashesOf(source: Source, ids: string[]): Promise<Map<string, string>> {
  const rows = await source.rows<[string, string]>(
    'select id, hash from event where id = any($1::uuid[])',
    [ids],
    'verify-hashes',
  )
  return new Map(rows)
}

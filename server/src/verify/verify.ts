/**
 * The whole proof of one city, from one read-only snapshot: chains, heads, log, seals, the seal file handed out, media,
 * projections. Flat memory; the snapshot stays open until the end, so a run of hours holds back PostgreSQL's cleaning.
 */
import type pg from 'pg'
import { checkChains } from './chains.ts'
import { Findings, type Finding } from './findings.ts'
import { checkHandedOut, type HandedOut, type HandedOutReport } from './handed-out.ts'
import { checkEmptyChains, headTables, labelsOf } from './heads.ts'
import { checkLog } from './log.ts'
import { checkFiles, type MediaReport } from './media.ts'
import { checkProjections, type ProjectionCheck } from './projections.ts'
import { checkSeals, readSeals, type SealRecord, type TrustedKeys } from './seals.ts'
import { connect, openSource, type OpenedClient } from './source.ts'

export interface VerifyOptions {
  /** Where the database is, or a connection lent for this. */
  connection: pg.ClientConfig | OpenedClient
  /** Null: the only city of the database. */
  schema: string | null
  /** Folder of the media, and the key to read them; without either the media are not checked, and the report says so. */
  filesDir: string | null
  masterKey: Buffer | null
  keys?: TrustedKeys
  against?: HandedOut | null
  projectionChecks?: readonly ProjectionCheck[]
  progress?: (stage: Stage, done: number, total: number | null) => Promise<void> | void
}

export type Stage = 'chains' | 'log' | 'media' | 'projections'

export interface Report {
  city: { id: string; schema: string; kind: string }
  intact: boolean
  events: number
  subjects: number
  /** The last position of the log; events that wait for the log are beyond it. */
  top: number
  waiting: number
  seals: number
  /** Up to this position (0: none) all is proven by a seal that was handed out (`against`), or else only by seals in the database itself. */
  proven: { to: number; by: 'handed-out' | 'own-seals' | 'nothing'; seal: number | null }
  handedOut: HandedOutReport | null
  /** Null: not checked, since key or folder are not at hand. */
  media: MediaReport | null
  projections: Record<string, number>
  findings: Finding[]
  counts: Record<string, number>
}

export async function verify(options: VerifyOptions): Promise<Report> {
  const { against = null, filesDir, masterKey, progress = () => undefined } = options
  const source = await openSource(
    'query' in options.connection ? options.connection : await connect(options.connection),
    options.schema,
  )
  try {
    const findings = new Findings()
    const tables = await headTables(source)
    const [[estimate], [waiting]] = [
      (await source.rows<[string]>('select coalesce(max(position), 0) from log'))[0]!,
      (await source.rows<[string]>('select count(*) from outbox'))[0]!,
    ]
    const total = Number(estimate) + Number(waiting)
    const seals = await readSeals(source)
    checkSeals(source.city, seals, options.keys ?? { own: null, named: [] }, findings)
    const chains = await checkChains(source, tables, findings, (done) => progress('chains', done, total))
    await checkEmptyChains(source, tables, findings)
    const log = await checkLog(source, seals, findings, (done) => progress('log', done, Number(estimate)))
    const handedOut = against ? checkHandedOut(against, source.city.id, seals, log.sealsIntact, findings) : null
    const media =
      filesDir && masterKey
        ? await checkFiles(source, filesDir, masterKey, findings, (done) => progress('media', done, null))
        : null
    const projections = await checkProjections(source, options.projectionChecks ?? [], findings, (_name, done) =>
      progress('projections', done, null),
    )
    const labels = await labelsOf(source, tables, findings.subjects)
    return {
      city: source.city,
      intact: findings.total === 0,
      ...chains,
      top: log.top,
      waiting: Number(waiting),
      seals: seals.length,
      proven: provenTo(),
      handedOut,
      media,
      projections,
      findings: findings.list(labels),
      counts: Object.fromEntries(findings.counts),
    }

    /** Seals that lie in the database alone prove nothing against one who has its signing key or replaces them all. */
    function provenTo(): Report['proven'] {
      const last = handedOut ? (handedOut.agrees ? handedOut : undefined) : ownSeals().at(-1)
      const to = Math.min(last?.to ?? 0, findings.firstDamage - 1)
      if (!last || to <= 0) return { to: 0, by: 'nothing', seal: null }
      return { to, by: handedOut ? 'handed-out' : 'own-seals', seal: last.number }
    }

    /** From the first one on, as far as each holds. */
    function ownSeals(): SealRecord[] {
      const broken = seals.findIndex(
        (seal, index) => !log.sealsIntact.has(seal.number) || seal.prev !== (seals[index - 1]?.hash ?? ''),
      )
      return broken === -1 ? seals : seals.slice(0, broken)
    }
  } finally {
    await source.close()
  }
}

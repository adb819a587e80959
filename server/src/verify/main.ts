/**
 * `npm run verify -- [--city NAME] [--against FILE] [--key HEX]… [--no-media] [--json]`
 * Exit code 0: everything holds; 1: something is broken, and named; 2: it could not be checked.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { readHandedOut } from './handed-out.ts'
import { projectionChecks, type ProjectionCheck } from './projections.ts'
import { sentences } from './report.ts'
import { verify } from './verify.ts'

export interface VerifyPlace {
  connection: pg.ClientConfig
  filesDir: string
  /** Null where the key file is not on this machine. */
  masterKey: Buffer | null
  /** Folder of seal.key. */
  keysDir: string
  projectionChecks?: readonly ProjectionCheck[]
  print?: (line: string) => void
}

/** Takes the words behind `verify`; gives the exit code. Never throws. */
export async function runVerify(args: string[], place: VerifyPlace): Promise<0 | 1 | 2> {
  const print = place.print ?? ((line: string) => void process.stdout.write(`${line}\n`))
  try {
    const { values } = parseArgs({
      args,
      options: {
        city: { type: 'string' },
        against: { type: 'string' },
        key: { type: 'string', multiple: true },
        'no-media': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const shown = progressLine()
    const report = await verify({
      connection: place.connection,
      schema: values.city ?? null,
      filesDir: values['no-media'] ? null : place.filesDir,
      masterKey: place.masterKey,
      keys: { own: await ownPublicKey(place.keysDir), named: values.key ?? [] },
      against: values.against ? await readHandedOut(values.against) : null,
      projectionChecks: place.projectionChecks ?? projectionChecks,
      progress: shown.update,
    })
    shown.clear()
    if (values.json) print(JSON.stringify(report, null, 2))
    else for (const line of sentences(report)) print(line)
    return report.intact ? 0 : 1
  } catch (error) {
    const reason = (error as Error).message
    print(`无法核验：${reason}`)
    print(`Cannot verify: ${reason}`)
    return 2
  }
}

/** The public half of the signing key on this machine, or null where there is none. */
export async function ownPublicKey(keysDir: string): Promise<string | null> {
  try {
    const { x } = createPublicKey(createPrivateKey(await readFile(join(keysDir, 'seal.key')))).export({ format: 'jwk' })
    return Buffer.from(x!, 'base64url').toString('hex')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
}

/** One line that is written over, on a terminal only, four times a second. */
function progressLine() {
  let last = 0
  return {
    update(stage: string, done: number, total: number | null): void {
      if (!process.stderr.isTTY || Date.now() - last < 250) return
      last = Date.now()
      process.stderr.write(
        `\r\u001b[K${stage} ${done.toLocaleString('en')}${total === null ? '' : ` / ${total.toLocaleString('en')}`}`,
      )
    },
    clear(): void {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    },
  }
}

/**
 * 500 live screens on one process while people act: from an act's answer to the moment at which the last of all screens has heard
 * of it. Acts go over HTTP at a steady pace, half of them reports and half assessments, whether or not the server keeps up.
 */
import { get, Agent, type IncomingMessage } from 'node:http'
import type { Role, Scope } from '@bihuan/domain/powers'
import { newId } from '../server/src/platform/id.ts'
import { createAccount, hashPassword } from '../server/src/staff/answers.ts'
import { territory } from '../server/src/territory/answers.ts'
import { DEMO_PASSWORD } from '../server/src/demo/people.ts'
import { Connection, sendFor } from './client.ts'
import { withCity } from './crowd.ts'
import { reportOf } from './intake.ts'
import { percentile } from './map.ts'
import { buildAll, startProgram } from './program.ts'
import { figure, type Result, type Rounds } from './report.ts'
import { makeTown, signIn, type Town } from './town.ts'

const SCREENS = 500
/** A person may have twenty screens open. */
const OF_ONE = 20
const ACTS_A_SECOND = 200
const WITHIN = 1_000
/** Enough that an act need not wait for the answer to another. */
const CONNECTIONS = 64
const WARM_UP = 4
/** Road damage: a person assesses it. */
const ITEM = '1304'

interface Act {
  sent: number
  answered: number
}

/** What one screen had heard of by when. */
class Screen {
  readonly heard: { position: number; at: number }[] = []
  broken = ''
  private rest = ''

  constructor(
    private readonly answer: IncomingMessage,
    private readonly note: ((text: string) => void) | null,
  ) {
    answer.on('data', (chunk: Buffer) => this.take(chunk))
    answer.on('error', (error) => (this.broken ||= error.message))
    answer.on('end', () => (this.broken ||= 'ended'))
  }

  close(): void {
    this.answer.removeAllListeners('error')
    this.answer.on('error', () => undefined)
    this.answer.destroy()
  }

  private take(chunk: Buffer): void {
    const text = this.rest + chunk.toString('latin1')
    // Only whole messages count as heard.
    const end = text.lastIndexOf('\n\n') + 2
    this.rest = end < 2 ? text : text.slice(end)
    if (end < 2) return
    const whole = text.slice(0, end)
    if (whole.includes('event: resync')) this.broken ||= whole.trim()
    const from = whole.lastIndexOf('id: ')
    if (from >= 0)
      this.heard.push({ position: Number.parseInt(whole.slice(from + 4, from + 24), 10), at: performance.now() })
    this.note?.(whole)
  }
}

export async function stream({ rounds, seconds }: Rounds): Promise<Result> {
  buildAll('server')
  const town = await makeTown()
  try {
    const logins = await hireOnlookers(town)
    const program = await startProgram(town.dataDir)
    try {
      const door = await Connection.open(program.port)
      const worker = await signIn(door, town.workers[0]!)
      const assessor = await signIn(door, 'assessor')
      const tokens: string[] = []
      for (const login of logins) tokens.push(await signIn(door, login))
      /** `subject act` → position, as the first screen was told. */
      const positions = new Map<string, number>()
      const note = (text: string) => {
        for (const [, json] of text.matchAll(/^data: (\{"position".*\})$/gm)) {
          const { position, subject, act } = JSON.parse(json!) as { position: number; subject: string; act: string }
          positions.set(`${subject} ${act}`, position)
        }
      }
      const screens: Screen[] = []
      for (let index = 0; index < SCREENS; index += 1)
        screens.push(await openScreen(program.port, tokens[Math.floor(index / OF_ONE)]!, index === 0 ? note : null))
      const pace = (length: number) => act(program.port, town, { worker, assessor, seconds: length })
      await pace(WARM_UP)
      const runs: { acts: Map<string, Act>; rate: number }[] = []
      for (let round = 0; round < rounds; round += 1) runs.push(await pace(seconds))
      // The last acts are on their way to the last screens.
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      const broken = screens.filter(({ broken: why }) => why !== '').map(({ broken: why }) => why)
      const seen = lastSeen(screens, Math.max(...positions.values()))
      const delays = runs.map(({ acts }) => delaysOf(acts, positions, seen, ({ answered }) => answered))
      const all = delays.flat()
      const fromSent = runs.flatMap(({ acts }) => delaysOf(acts, positions, seen, ({ sent }) => sent))
      const missing = all.filter((delay) => !Number.isFinite(delay)).length
      for (const screen of screens) screen.close()
      door.close()
      const rates = runs.map(({ rate }) => rate)
      const least = Math.min(...rates)
      const shares = [0.5, 0.95, 0.99, 1]
      const row = (label: string, values: readonly number[]) =>
        `${label.padEnd(33)}${shares.map((share) => `p${share * 100} ${percentile(values, share).toFixed(0).padStart(5)}`).join('   ')}   ms`
      return {
        name: 'stream',
        lines: [
          row('answered → seen by the last', all),
          row('sent → seen by the last', fromSent),
          figure('acts', least, 'a second (the least of the rounds)', rates),
          '',
          `asked: each act seen by all ${SCREENS} screens in less than ${WITHIN} ms at ${ACTS_A_SECOND} acts a second`,
          ...(broken.length > 0 ? [`${broken.length} screens were cut off: ${broken[0]}`] : []),
          ...(missing > 0 ? [`${missing} acts were not seen by all`] : []),
        ],
        data: [
          `${SCREENS} screens of ${logins.length} accounts (leaders of the city, supervisors of the county, dispatchers of the town), ${all.length.toLocaleString('en')} acts over HTTP, half reports and half assessments`,
          `${CONNECTIONS} kept-alive connections for the acts; ${rounds} rounds of ${seconds} s after ${WARM_UP} s to warm up; screens, actors and server on one machine; every commit synced`,
        ],
        met: broken.length === 0 && percentile(all, 1) < WITHIN && least >= ACTS_A_SECOND * 0.99,
      }
    } finally {
      await program.stop()
    }
  } finally {
    town.remove()
  }
}

/** Whoever may hear of what happens in the demo town, by three kinds of scope. */
async function hireOnlookers(town: Town): Promise<string[]> {
  return withCity(town.dataDir, async (city) => {
    const passwordHash = await hashPassword(DEMO_PASSWORD)
    const held = territory(city)
    const at = held.locate(town.points[0]!)!
    const kinds: [Role, Scope][] = [
      ['leader', { kind: 'city' }],
      ['supervisor', { kind: 'region', regionId: at.countyId! }],
      ['dispatcher', { kind: 'region', regionId: at.townId! }],
    ]
    const logins: string[] = []
    for (let index = 0; index < SCREENS / OF_ONE; index += 1) {
      const [role, scope] = kinds[index % kinds.length]!
      const login = `onlooker${index}`
      await createAccount(city, city.clock.now(), {
        login,
        name: `看板${index}`,
        passwordHash,
        grants: [{ role, scope }],
      })
      logins.push(login)
    }
    return logins
  })
}

const agent = new Agent({ keepAlive: true, maxSockets: SCREENS + 10 })

async function openScreen(port: number, token: string, note: ((text: string) => void) | null): Promise<Screen> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` }
    get({ host: '127.0.0.1', port, path: '/api/v1/stream', agent, headers }, (answer) => {
      if (answer.statusCode === 200) resolve(new Screen(answer, note))
      else reject(new Error(`a screen was answered ${answer.statusCode}`))
    }).on('error', reject)
  })
}

/** At its times, and not when the one before has been answered: a server that stalls is not waited for. */
async function act(
  port: number,
  town: Town,
  { worker, assessor, seconds }: { worker: string; assessor: string; seconds: number },
): Promise<{ acts: Map<string, Act>; rate: number }> {
  const free = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)))
  const waiting: ((connection: Connection) => void)[] = []
  const take = async () => free.pop() ?? new Promise<Connection>((resolve) => waiting.push(resolve))
  const giveBack = (connection: Connection) => {
    const next = waiting.shift()
    if (next) next(connection)
    else free.push(connection)
  }
  const acts = new Map<string, Act>()
  const pair = async (number: number) => {
    const connection = await take()
    try {
      const report = reportOf(town, ITEM, number)
      const { subject } = report.body
      const timed = async (name: string, work: () => Promise<unknown>) => {
        const sent = performance.now()
        await work()
        acts.set(`${subject} ${name}`, { sent, answered: performance.now() })
      }
      await timed('report', () => sendFor(connection, 201, { method: 'POST', ...report, token: worker }))
      const { itemId } = report.body['body'] as { itemId: string }
      const body = {
        act: 'assess',
        commandId: newId(),
        occurredAt: new Date().toISOString(),
        expectedVersion: 1,
        body: { itemId, conditionId: town.conditions.get(ITEM)!, rectification: 'time-limited' },
      }
      await timed('assess', () =>
        sendFor(connection, 200, { method: 'POST', path: `/api/v1/cases/${subject}/acts`, body, token: assessor }),
      )
    } finally {
      giveBack(connection)
    }
  }
  const started = performance.now()
  const pairs: Promise<void>[] = []
  const many = (ACTS_A_SECOND / 2) * seconds
  for (let number = 0; number < many; number += 1) {
    const due = started + (number * 2_000) / ACTS_A_SECOND
    const wait = due - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    pairs.push(pair(number))
  }
  await Promise.all(pairs)
  const rate = acts.size / ((performance.now() - started) / 1000)
  for (const connection of free) connection.close()
  return { acts, rate }
}

/** For each position up to `top`, when the last screen had heard of it. */
function lastSeen(screens: readonly Screen[], top: number): Float64Array {
  const last = new Float64Array(top + 1)
  for (const { heard } of screens) {
    let at = 0
    for (let position = 1; position <= top; position += 1) {
      while (at < heard.length && heard[at]!.position < position) at += 1
      const when = heard[at]?.at ?? Number.POSITIVE_INFINITY
      if (when > last[position]!) last[position] = when
    }
  }
  return last
}

function delaysOf(
  acts: ReadonlyMap<string, Act>,
  positions: ReadonlyMap<string, number>,
  seen: Float64Array,
  from: (act: Act) => number,
): number[] {
  return [...acts].map(([key, one]) => {
    const position = positions.get(key)
    return position === undefined ? Number.POSITIVE_INFINITY : seen[position]! - from(one)
  })
}

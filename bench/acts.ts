/**
 * How many cases a second go from report to close over HTTP, in eight acts by the people whose acts they are: reported, assessed,
 * dispatched, accepted, arrived at, submitted, verified by the finder, called back.
 */
import type { Act } from '@bihuan/domain/acts'
import { newId } from '../server/src/platform/id.ts'
import { Connection, sendFor } from './client.ts'
import { reportOf } from './intake.ts'
import { load, median, type Work } from './load.ts'
import { buildAll, startProgram } from './program.ts'
import { figure, type Result, type Rounds } from './report.ts'
import { makeTown, signIn } from './town.ts'

const CONNECTIONS = 8
const LEAST = 100
/** Rounds before the first that counts. */
const WARM_UP = 3
/** Help in temporary hardship: assessed and dispatched by people, called back, with no photo asked for. */
const ITEM = '1202'
const ACTS = 8

export async function acts({ rounds, seconds }: Rounds): Promise<Result> {
  buildAll('server')
  const town = await makeTown()
  const program = await startProgram(town.dataDir)
  try {
    const door = await Connection.open(program.port)
    const workers: string[] = []
    for (const login of town.workers.slice(0, CONNECTIONS)) workers.push(await signIn(door, login))
    const [assessor, dispatcher, handler, caller] = [
      await signIn(door, 'assessor'),
      await signIn(door, 'dispatcher'),
      await signIn(door, 'handler-services-town'),
      await signIn(door, 'caller'),
    ]
    let filed = 0
    const goRound: Work = async (connection, index) => {
      const worker = workers[index % workers.length]!
      const report = reportOf(town, ITEM, (filed += 1))
      const { subject } = report.body
      const { itemId, position } = report.body['body'] as { itemId: string; position: object }
      await sendFor(connection, 201, { method: 'POST', ...report, token: worker })
      let version = 1
      let state = 'reported'
      const act = async (token: string, name: Act, body: object = {}) => {
        const command = {
          act: name,
          commandId: newId(),
          occurredAt: new Date().toISOString(),
          expectedVersion: version,
          body,
        }
        const acted = await sendFor<{ version: number; state: string }>(connection, 200, {
          method: 'POST',
          path: `/api/v1/cases/${subject}/acts`,
          body: command,
          token,
        })
        ;({ version, state } = acted)
      }
      await act(assessor, 'assess', { itemId, conditionId: town.conditions.get(ITEM)!, rectification: 'time-limited' })
      await act(dispatcher, 'dispatch')
      await act(handler, 'accept')
      await act(handler, 'arrive', { position })
      await act(handler, 'submit', { text: '已上门走访并落实临时救助。' })
      await act(worker, 'verify-pass')
      await act(caller, 'record-call-back', { result: 'satisfied', text: '电话回访，群众满意。' })
      if (state !== 'closed') throw new Error(`case ${subject} is ${state} after ${ACTS} acts`)
    }
    const run = (length: number) =>
      load({ port: program.port, connections: CONNECTIONS, seconds: length, work: goRound })
    for (let round = 0; round < WARM_UP; round += 1) await run(seconds)
    const cases: number[] = []
    for (let round = 0; round < rounds; round += 1) cases.push(await run(seconds))
    door.close()
    const middle = median(cases)
    return {
      name: 'acts',
      lines: [
        figure('report to close, 8 acts', middle, 'cases a second', cases),
        figure('which is', middle * ACTS, 'acts a second', []),
        '',
        `asked: at least ${LEAST} cases a second`,
      ],
      data: [
        `${town.grids} grids, ${town.items.size} items; ${filed.toLocaleString('en')} cases filed`,
        `${CONNECTIONS} kept-alive connections, each act by the session of its role; rounds of ${seconds} s after ${WARM_UP} to warm up, median of ${rounds}; every commit synced`,
      ],
      met: middle >= LEAST,
    }
  } finally {
    await program.stop()
    town.remove()
  }
}

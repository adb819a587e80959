/** 东莞 智网工程 at 1:1000: 15,030 reported and 14,553 handled = 96.8 %; towns right under the city; who finds does not handle (采办分离). */
import { Refused } from '../play/api.ts'
import { openPlay, type Play } from '../play/harness.ts'
import { play as perform } from '../play/runner.ts'
import { Comparison, percentOf, percentText, progressTeller, table, tell } from '../play/telling.ts'
import { DEPARTMENTS, TOWNS } from './dongguan.data.ts'
import { ALL_ROUNDERS_DEPARTMENT, allRounder, branch, commandOf, DAYS_TO_HANDLE, dongguanTown, GENERAL_GRIDS, itemCode, PLACES, type Place } from './dongguan-town.ts' // prettier-ignore
import { Chance, DAY, HOUR, MINUTE, moment, Script } from './script.ts'

/** 15.029 and 14.553 million, divided by a thousand; shares within them are not published: the story chooses them. */
const WHOLE = { reported: 15_030, handled: 14_553, days: 320 }
export type Extent = typeof WHOLE

const FIRST_DAY = moment('2022-01-01', '00:00')
/** After the last one was found, all that is handled is handled, and the rest is past due. */
const REST = 14

/** What the story did, as it did it. */
class Sums {
  reported = 0
  handled = 0
  returned = 0
  reworked = 0
  /** Closed after the limit, or still open beyond it. */
  late = 0
  escalated = 0
  readonly byTown = new Map(TOWNS.map(([town]) => [town, { reported: 0, handled: 0 }]))
  /** Tried by somebody who may do both, and has done the other already. */
  tried = 0
  readonly refused = new Map<string, number>()
}

export interface StoryOptions {
  keep?: string | undefined
  extent?: Extent
}

/** The number of figures that differ. */
export async function dongguan({ keep, extent = WHOLE }: StoryOptions): Promise<number> {
  tell(
    `东莞（1:1000）：市下直辖 ${TOWNS.length} 个镇街园区，没有县区一级；${GENERAL_GRIDS} 个基础网格，${DEPARTMENTS.length} 个部门。网格员采集，部门分局处置，再由采集一方核查：采办分离。`,
    `Dongguan (1:1000): ${TOWNS.length} towns right under the city, no county level; ${GENERAL_GRIDS} general grids, ${DEPARTMENTS.length} departments. ` +
      'Finders find, the branches of the departments handle, the finding side checks: finding and handling are kept apart.',
  )
  const play = await openPlay({ name: '东莞市', town: dongguanTown, start: FIRST_DAY - DAY, device: 'story', keep })
  try {
    const script = new Script(play)
    const sums = new Sums()
    write(script, sums, extent)
    await perform(script.steps, { onProgress: progressTeller() })
    await play.settle()
    return await compare(play, extent, sums)
  } finally {
    await play.close()
  }
}

function write(script: Script, sums: Sums, extent: Extent): void {
  const chance = new Chance(15_030)
  const open = extent.reported - extent.handled
  const every = Math.floor(extent.reported / Math.max(1, open))
  for (let n = 0; n < extent.reported; n++) {
    const left = n % every === every - 1 && Math.floor(n / every) < open
    hazard(script, chance, sums, { n, days: extent.days, left })
  }
  script.tickDaily(FIRST_DAY, extent.days + REST)
}

interface Hazard {
  n: number
  days: number
  /** Nobody puts it right. */
  left: boolean
}

function hazard(script: Script, chance: Chance, sums: Sums, { n, days, left }: Hazard): void {
  const { town: ids } = script.play
  const place = chance.of(PLACES)
  const { town, worker } = place
  const department = chance.of(DEPARTMENTS).key
  const at = chance.workingTime(FIRST_DAY, days)
  const apart = n % 100 === 42
  const finder = apart ? allRounder(town) : worker
  const verifier = apart ? `verifier-${town}` : worker
  const thread = script.thread(`hazard-${n + 1}`).report(at, finder, {
    itemId: ids.item(itemCode(apart ? ALL_ROUNDERS_DEPARTMENT : department, chance.between(0, 1))),
    position: chance.within(chance.of(place.boxes)),
    text: '巡查发现隐患',
  })
  sums.reported += 1
  sums.byTown.get(town)!.reported += 1
  const lead = apart ? ALL_ROUNDERS_DEPARTMENT : department
  const mayNot = (login: string, act: string, when: number, body: object) => {
    sums.tried += 1
    thread.step(when, `${act}, which is refused`, login, async (person) => {
      const refusal = await person.act(act, thread.subject, when, body).then(
        () => null,
        (error: unknown) => {
          if (error instanceof Refused) return error
          throw error
        },
      )
      if (!refusal) throw new Error(`${login} may ${act} what they have a part in`)
      sums.refused.set(refusal.code, (sums.refused.get(refusal.code) ?? 0) + 1)
    })
  }
  if (apart) mayNot(finder, 'request-void', at + MINUTE, { text: '并非隐患' })
  let handler = branch(lead, town)
  let acceptedAt = at + chance.between(5, 40) * MINUTE
  if (!apart && n % 67 === 5) {
    // The first branch is not the right one: it says why, and the town's centre sends it on.
    sums.returned += 1
    handler = branch(
      DEPARTMENTS[(DEPARTMENTS.findIndex(({ key }) => key === lead) + 1) % DEPARTMENTS.length]!.key,
      town,
    )
    thread
      .act(acceptedAt, 'return', branch(lead, town), { text: '不属本部门', basis: '部门三定方案' })
      .act(acceptedAt + 5 * MINUTE, 'dispatch', `dispatcher-${town}`, { lead: ids.department(handler) })
    acceptedAt += 15 * MINUTE
  }
  thread.act(acceptedAt, 'accept', handler)
  if (left) {
    sums.late += 1
    sums.escalated += 1
    return
  }
  sums.handled += 1
  sums.byTown.get(town)!.handled += 1
  const late = n % 29 === 4
  if (late) {
    sums.late += 1
    sums.escalated += 1
  }
  let submittedAt = late ? at + (DAYS_TO_HANDLE + 2) * DAY : acceptedAt + chance.between(2, 60) * HOUR
  thread.act(submittedAt, 'submit', apart ? finder : handler, { text: '整改完毕' })
  if (apart) mayNot(finder, 'verify-pass', submittedAt + 3 * MINUTE, {})
  if (n % 50 === 9) {
    sums.reworked += 1
    thread.act(submittedAt + 10 * MINUTE, 'verify-fail', verifier, { text: '现场仍有隐患' })
    submittedAt += chance.between(2, 20) * HOUR
    thread.act(submittedAt, 'submit', apart ? finder : handler, { text: '再次整改完毕' })
  }
  thread.act(submittedAt + chance.between(5, 25) * MINUTE, 'verify-pass', verifier)
}

interface Overview {
  counts: Record<string, number>
  rates: { id: string; numerator: number; denominator: number; percent: number | null; openPastDue: number }[]
  stocks: { open: number; wholeOverdue: number }
  byRegion: { name: string; counts: Record<string, number> }[]
}

async function compare(play: Play, extent: Extent, sums: Sums): Promise<number> {
  const leader = await play.person('leader')
  const end = FIRST_DAY + (extent.days + REST) * DAY
  const day = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)
  const overview = await leader.get<Overview>(`/api/v1/overview?from=${day(FIRST_DAY)}&to=${day(end)}`, end)
  const { counts, stocks } = overview
  const rate = (id: string) => overview.rates.find((one) => one.id === id)!
  const shown = (id: string) => `${rate(id).numerator} / ${rate(id).denominator} = ${percentText(rate(id).percent)}`
  const ought = (part: number, whole: number) => `${part} / ${whole} = ${percentOf(part, whole)}`

  tell('隐患（产品的总览 | 公布的数字，1:1000）', 'Hazards (the product’s overview | as published, 1:1000)')
  const published = new Comparison()
  published.add('上报 reported', counts['reported'] ?? 0, extent.reported)
  published.add('处置 handled', counts['handled'] ?? 0, extent.handled)
  published.add('处置率 rate', shown('handling'), ought(extent.handled, extent.reported))
  published.print()

  tell('其余（产品的总览 | 故事自己数的）', 'The rest (the product’s overview | counted by the story)')
  const own = new Comparison('应为 expected')
  const closedInTime = sums.handled - (sums.late - (sums.reported - sums.handled))
  own.add('按期办结率 on time', shown('on-time'), ought(closedInTime, sums.reported))
  own.add('退单率 returned', shown('return'), ought(sums.returned, sums.reported))
  own.add('返工率 rework', shown('rework'), ought(sums.reworked, sums.handled))
  own.add('超时上报 told upward', counts['escalated'] ?? 0, sums.escalated)
  own.add('未结、已超时 open, past due', `${stocks.open}, ${stocks.wholeOverdue}`, `${sums.reported - sums.handled}, ${sums.reported - sums.handled}`) // prettier-ignore
  const towns = TOWNS.filter(([town, name]) => {
    const row = overview.byRegion.find((one) => one.name === name)
    const expected = sums.byTown.get(town)!
    return (row?.counts['reported'] ?? 0) === expected.reported && (row?.counts['handled'] ?? 0) === expected.handled
  })
  own.add('各镇街与自己数的一致 towns equal', towns.length, TOWNS.length)
  own.add('中间没有县区 rows under the city', overview.byRegion.length, TOWNS.length)
  const refused = [...sums.refused.values()].reduce((sum, count) => sum + count, 0)
  own.add('采办分离：试图自办自核而被拒 kept apart', refused, sums.tried)
  own.print()
  for (const [code, count] of sums.refused) tell(`被拒 ${count} 次：${code}`, `refused ${count} times: ${code}`)
  return published.differences + own.differences + (await fiveSteps(play, end))
}

interface CasePage {
  timeline: { act: string; state: string; occurredAt: string; actor: { name: string } }[]
}
interface Profiles {
  rows: { id: string; stages: { id: string; name: { zh: string; en: string } }[]; of: Record<string, string> }[]
}

/** One closed case of the first town, told by the names of the five steps. */
async function fiveSteps(play: Play, at: number): Promise<number> {
  const [place] = PLACES as [Place]
  const dispatcher = await play.person(`dispatcher-${place.town}`)
  const { rows } = await dispatcher.get<{ rows: { id: string; number: string }[] }>(
    `/api/v1/cases?state=closed&limit=1`,
    at,
  )
  const page = await dispatcher.get<CasePage>(`/api/v1/cases/${rows[0]!.id}`, at)
  const profile = (await dispatcher.get<Profiles>('/api/v1/stage-profiles', at)).rows.find(({ id }) => id === 'five')!
  const name = (state: string) => profile.stages.find(({ id }) => id === profile.of[state])!.name
  tell(`五步闭环，例如 ${rows[0]!.number}（${commandOf(place.town)}）`, 'The five steps, for example')
  table([
    ['', '步 step', '动作 act', '状态 state'],
    ...page.timeline
      .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1))
      .map(({ act, state, occurredAt }) => [
        occurredAt.slice(0, 16),
        `${name(state).zh} ${name(state).en}`,
        act,
        state,
      ]),
  ])
  return profile.stages.length === 5 ? 0 : 1
}

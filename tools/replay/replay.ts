/** All recorded requests through the product's own commands, on the simulated clock, and the figures at the end. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Person } from '../play/api.ts'
import { openPlay, type Play } from '../play/harness.ts'
import { play as perform } from '../play/runner.ts'
import { progressTeller, tell } from '../play/telling.ts'
import { BOX, cityPlan, PEOPLE } from './city.ts'
import { countFile, type FileCount } from './count-file.ts'
import { day, naive, readFigures, type AgencyFigures, type Totals } from './figures.ts'
import { clockMoves, courseOf } from './course.ts'
import { readRequests, requestTypes, type RecordedRequest, type RequestType } from './requests.ts'

export interface ReplayOptions {
  /** The folder, or the file itself. */
  path: string
  keep?: string | undefined
}

export interface ReplayResult {
  requests: number
  unknownPositions: Record<'rounded' | 'empty' | 'outside', number>
  handDispatched: { reported: string[]; expected: string[] }
  agencies: AgencyFigures[]
  totals: Totals
  file: FileCount
  acts: number
  seconds: number
  /** Things that fell due as the clock moved: overdue escalations and daily seals. */
  fellDue: number
  folder: string
}

const DAY = 86_400_000
const FILE = 'dev-requests.csv.gz'

export function requestFile(path: string): string {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, FILE) : path
  if (!existsSync(file)) throw new Error(`${file} is not there; name the folder that holds ${FILE}`)
  return file
}

export function readText(file: string): string {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Told by the columns: requests with agencies and due times, or complaints of one kind with what each was about. */
export function kindOf(text: string): 'requests' | 'complaints' {
  const head = text.slice(0, text.indexOf('\n')).replace(/^\ufeff/, '').trim().split(',') // prettier-ignore
  if (head.includes('SRRecordID')) return 'requests'
  if (head.includes('sr_number') && head.includes('nature')) return 'complaints'
  throw new Error(`no replay knows a file with the columns ${head.slice(0, 6).join(', ')} …`)
}

export async function replay({ path, keep }: ReplayOptions): Promise<ReplayResult> {
  const file = requestFile(path)
  const requests = readRequests(readText(file), BOX)
  const types = requestTypes(requests)
  const first = Math.min(...requests.map((request) => request.createdAt))
  const last = Math.max(
    ...requests.flatMap((request) => [request.createdAt, request.closedAt ?? 0, request.dueAt ?? 0]),
  )
  // The day after the last thing that happened.
  const end = Math.floor((last + 8 * 3_600_000) / DAY + 1) * DAY - 8 * 3_600_000
  const start = first - DAY
  const count = (fault: string) => requests.filter((request) => request.positionFault === fault).length
  const unknownPositions = { rounded: count('rounded'), empty: count('empty'), outside: count('outside') }
  tell(
    `读入 ${requests.length} 件：${types.length} 个类型；位置不明 ${unknownPositions.rounded}（取整到度）+ ${unknownPositions.empty}（缺）+ ${unknownPositions.outside}（在外）`,
    `${requests.length} requests read: ${types.length} types; position unknown ${unknownPositions.rounded} (rounded to a degree) + ${unknownPositions.empty} (none) + ${unknownPositions.outside} (outside)`,
  )
  const name = '巴尔的摩回放'
  const play = await openPlay({ name, town: cityPlan(types, day(start - 365 * DAY)), start, device: 'replay', keep })
  try {
    const handDispatched = await dutyReport(play, types, first)
    const begun = Date.now()
    const before = Person.acts
    const fellDue = await run(play, requests, types, { first, end })
    const seconds = (Date.now() - begun) / 1000
    await play.settle()
    const counted = countFile(file, naive(end))
    const { agencies, totals } = await readFigures(play, counted, first, end)
    return {
      requests: requests.length,
      unknownPositions,
      handDispatched,
      agencies,
      totals,
      file: counted,
      acts: Person.acts - before,
      seconds,
      fellDue,
      folder: play.folder,
    }
  } finally {
    await play.close()
  }
}

async function run(
  play: Play,
  requests: readonly RecordedRequest[],
  types: readonly RequestType[],
  { first, end }: { first: number; end: number },
): Promise<number> {
  const byHand = new Set(several(types))
  let fellDue = 0
  const steps = [
    ...requests.flatMap((request) => courseOf(request, play, byHand)),
    ...clockMoves(play, first, end, (things) => void (fellDue += things)),
  ]
  await perform(steps, { onProgress: progressTeller() })
  return fellDue
}

function several(types: readonly RequestType[]): string[] {
  return types
    .filter((type) => type.agencies.length > 1)
    .map((type) => type.name)
    .sort()
}

/** The duty report must name the types that belong to several agencies, and nothing else. */
async function dutyReport(
  play: Play,
  types: readonly RequestType[],
  at: number,
): Promise<ReplayResult['handDispatched']> {
  interface Report {
    counts: { gaps: number; overlaps: number }
    gaps: { item: { id: string } }[]
    overlaps: { item: { id: string } }[]
  }
  const report = await (await play.person(PEOPLE.supervisor)).get<Report>('/api/v1/duties/report', at)
  const nameOf = new Map(types.map((type) => [play.town.item(type.name), type.name]))
  const named = [...report.overlaps, ...report.gaps].map(({ item }) => nameOf.get(item.id) ?? item.id)
  return { reported: named.sort(), expected: several(types) }
}

/**
 * `npx tsx tools/territory-large.ts [MEGABYTES]`: a made-up file of grids of that weight (200 unless said otherwise) goes in over HTTP, with a broken feature in
 * the middle and one grid moved a little; prints what was found, how long it took, and how much memory the server took at most.
 */
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { tell } from './play/telling.ts'
import { CSV, GEOJSON, print, TODAY, withFreshCity } from './territory-administrator.ts'

const SIDE = 70
const CELL = 0.005
const [WEST, SOUTH] = [119, 29]

/** A border between two corners of the lattice: crooked, and the same for both neighbours. */
function border(ax: number, ay: number, bx: number, by: number, points: number): string[] {
  const forward = ax < bx || ay < by
  const [fx, fy, tx, ty] = forward ? [ax, ay, bx, by] : [bx, by, ax, ay]
  const line = Array.from({ length: points }, (_, at) => {
    const share = at / points
    const bend = Math.sin(share * Math.PI) * Math.sin(share * 60 + fx * 7 + fy * 13) * 0.04
    const x = WEST + (fx + (tx - fx) * share + (ty - fy) * bend) * CELL
    const y = SOUTH + (fy + (ty - fy) * share + (tx - fx) * bend) * CELL
    return `[${x.toFixed(7)},${y.toFixed(7)}]`
  })
  const end = `[${(WEST + tx * CELL).toFixed(7)},${(SOUTH + ty * CELL).toFixed(7)}]`
  return forward ? line : [end, ...line.slice(1).reverse()]
}

async function write(path: string, megabytes: number): Promise<void> {
  const points = Math.max(2, Math.round((megabytes * 1024 * 1024) / (SIDE * SIDE * 4 * 25)))
  const file = createWriteStream(path)
  file.write('{"type":"FeatureCollection","features":[\n')
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const at = row * SIDE + column
      const [x, y] = [column, row]
      const ring = [
        ...border(x, y, x + 1, y, points),
        ...border(x + 1, y, x + 1, y + 1, points),
        ...border(x + 1, y + 1, x, y + 1, points),
        ...border(x, y + 1, x, y, points),
      ]
      // One in the middle lies a little beside its place.
      const moved =
        at === 2500
          ? ring.map((one) =>
              one.replace(/^\[(\d+\.\d+)/, (_, value: string) => `[${(Number(value) + 0.0002).toFixed(7)}`),
            )
          : ring
      const text = `{"type":"Feature","properties":{"code":"G${at}","name":"${at}","community":"990101001001"},"geometry":{"type":"Polygon","coordinates":[[${[...moved, moved[0]].join(',')}]]}}`
      const broken = at === 2000 ? text.replace('"Polygon"', '"Polygon') : text
      if (!file.write(`${at === 0 ? '' : ','}${broken}\n`)) await once(file, 'drain')
    }
  file.end(']}\n')
  await once(file, 'finish')
}

async function main(): Promise<void> {
  const megabytes = Number(process.argv[2] ?? 200)
  const folder = mkdtempSync(join(tmpdir(), 'bihuan-large-'))
  try {
    const [codes, grids] = [join(folder, 'codes.csv'), join(folder, 'grids.geojson')]
    writeFileSync(codes, 'code,name\n9901,A\n990101,B\n990101001,C\n990101001001,D\n')
    await write(grids, megabytes)
    tell(
      `文件：${(statSync(grids).size / 1024 / 1024).toFixed(0)} MB，${SIDE * SIDE} 个网格`,
      `file: ${SIDE * SIDE} grids`,
    )
    await withFreshCity('Large', async (who) => {
      const list = await who.rehearse(
        'codes',
        { type: 'codes', prefix: '9901', complete: true, validFrom: TODAY },
        { path: codes, type: CSV },
      )
      await who.act(list.id, 'apply')
      let most = 0
      const before = process.memoryUsage().rss
      const cpu = process.cpuUsage()
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100)
      const made = await who.rehearse(
        'grids',
        { type: 'grids', datum: 'wgs84', complete: true, snapBelow: 0, validFrom: TODAY },
        { path: grids, type: GEOJSON },
      )
      clearInterval(watch)
      const { user } = process.cpuUsage(cpu)
      tell(`处理器时间 ${(user / 1e6).toFixed(0)} 秒`, `processor time ${(user / 1e6).toFixed(0)} s`)
      print(await who.findings(made.id))
      const inMegabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)
      tell(
        `内存：开始 ${inMegabytes(before)} MB，最多 ${inMegabytes(most)} MB（含上传方自己的一份文件）`,
        `memory: ${inMegabytes(before)} MB before, ${inMegabytes(most)} MB at most (with the uploader's own copy of the file)`,
      )
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()

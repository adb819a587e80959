/** `npm run city -- --into FOLDER [--seed N] [--cases N] [--open N] [--until YYYY-MM-DD] [--days N] [--threads N]` */
import { parseArgs } from 'node:util'
import { table, tell } from '../play/telling.ts'
import { makeCity, OtherPlan } from './make.ts'
import { planOf } from './plan.ts'

const { values } = parseArgs({
  options: {
    into: { type: 'string' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '10000' },
    open: { type: 'string' },
    until: { type: 'string', default: '2026-03-20' },
    days: { type: 'string', default: '730' },
    threads: { type: 'string', default: '2' },
  },
})

async function main(): Promise<number> {
  const [seed, cases, days, threads] = [values.seed, values.cases, values.days, values.threads].map(Number)
  const plan = planOf({ seed: seed!, cases: cases!, days: days!, until: values.until, open: values.open === undefined ? undefined : Number(values.open) }) // prettier-ignore
  if (!values.into || !plan || !(threads! >= 1)) {
    tell(
      '用法：npm run city -- --into 文件夹 [--seed 1] [--cases 10000] [--open 件数] [--until 2026-03-20] [--days 730]',
      'usage: npm run city -- --into FOLDER [--seed 1] [--cases 10000] [--open CASES] [--until 2026-03-20] [--days 730]',
    )
    return 2
  }
  let said = 0
  const made = await makeCity({
    dataDir: values.into,
    plan,
    threads: threads!,
    onProgress({ cases: done, seconds, rss }) {
      if (done < plan.cases && Date.now() - said < 5_000) return
      said = Date.now()
      const line = `${done.toLocaleString('en')} / ${plan.cases.toLocaleString('en')}   ${Math.round(done / seconds)}/s   ${Math.round(rss / 2 ** 20)} MB`
      process.stdout.write(`  ${line}\n`)
    },
  })
  if (!made) {
    tell('这座城市已经在这里，未作改动。', 'This very city is there already; nothing was done.')
    return 0
  }
  table([
    ['cases', 'events', 'seconds', 'cases/s'],
    [made.cases, made.events, made.seconds.toFixed(1), Math.round(made.cases / made.seconds)],
  ])
  if (made.digest) tell(`历史摘要 ${made.digest}`, `digest of the histories ${made.digest}`)
  tell(
    `打开它：DATA_DIR=${values.into} npm start；核验：DATA_DIR=${values.into} npm run verify`,
    `Open it: DATA_DIR=${values.into} npm start; prove it: DATA_DIR=${values.into} npm run verify`,
  )
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  if (error instanceof OtherPlan)
    tell('✗ 文件夹里是另一座城市。请换一个空文件夹。', 'The folder holds another city. Name an empty one.')
  else {
    const { message } = error as Error
    tell(
      `✗ 中断：${message}。再次运行将从断点继续。`,
      `It broke off: ${message}. Run it again and it goes on from there.`,
    )
    if (process.env['DEBUG']) console.error(error)
  }
  process.exitCode = 1
}

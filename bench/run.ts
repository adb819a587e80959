/**
 * npm run bench -- NAME [--rounds N] [--seconds S] [--dry]
 * Prints the figure beside its reference and keeps it in bench/results/NAME.txt; with --dry it only prints.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { acts } from './acts.ts'
import { desk } from './desk.ts'
import { importing } from './import.ts'
import { intake } from './intake.ts'
import { locate } from './locate.ts'
import { map } from './map.ts'
import { overview } from './overview.ts'
import { root } from './program.ts'
import { asText, loadNow, machine, type Result, type Rounds } from './report.ts'
import { start } from './start.ts'
import { stream } from './stream.ts'
import { weight } from './weight.ts'

const benches: Record<string, (rounds: Rounds) => Promise<Result>> = {
  intake,
  acts,
  start,
  weight,
  desk,
  overview,
  import: importing,
  locate,
  map,
  stream,
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    dry: { type: 'boolean', default: false },
  },
})
const [name = ''] = positionals
const bench = benches[name]
const rounds = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
if (!bench || !(rounds.rounds >= 1) || !(rounds.seconds > 0)) {
  process.stderr.write(`npm run bench -- ${Object.keys(benches).join(' | ')} [--rounds 5] [--seconds 4] [--dry]\n`)
  process.exit(2)
}
const load = loadNow()
const result = await bench(rounds)
const text = asText(result, machine(load), new Date())
process.stdout.write(`\n${text}`)
if (!values.dry) {
  const folder = join(root, 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.txt`), text)
}
process.exitCode = result.met ? 0 : 1

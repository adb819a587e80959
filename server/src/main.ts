/** One program, some verbs. Exit codes: 0 a clean end, 1 a defect or a finding, 2 a bad setting or verb, 3 the machine. */
import { LaunchProblem, launchProblemOf } from './platform/launch-problem.ts'
import { readSettings, type Settings } from './platform/settings.ts'
import { code } from './verbs/code.ts'
import { help } from './verbs/help.ts'
import { importCasesVerb } from './verbs/import-cases.ts'
import { migrateVerb } from './verbs/migrate.ts'
import { serve } from './verbs/serve.ts'
import { complain } from './verbs/terminal.ts'
import { verifyVerb } from './verbs/verify.ts'

const verbs: Record<string, (settings: Settings, args: string[]) => Promise<number> | number> = {
  serve,
  migrate: migrateVerb,
  verify: verifyVerb,
  'import-cases': importCasesVerb,
  code,
  help,
}

async function main(): Promise<number> {
  const [name = 'serve', ...args] = process.argv.slice(2)
  const verb = verbs[name.replace(/^--?h(elp)?$/, 'help')]
  if (!verb) {
    const known = Object.keys(verbs).join(', ')
    throw new LaunchProblem(
      `没有“${name}”这个命令。可用：${known}。`,
      `There is no verb "${name}". There are: ${known}.`,
      2,
    )
  }
  return verb(readSettings(process.env), args)
}

// Who reads the output may go away (`| head`); the program goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  process.exitCode = await main()
} catch (error) {
  const problem = launchProblemOf(error, process.env['DATA_DIR'] ?? 'data')
  if (problem) complain(problem)
  else process.stderr.write(`\n✗ 程序出错 · a defect\n${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = problem?.exitCode ?? 1
}

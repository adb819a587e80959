/** Starts the program: `node tools/start.mjs [verb]`. Builds first what has changed, in a process of its own. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, stale } from './build-stamp.mjs'

function refuse(zh, en) {
  process.stderr.write(`\n✗ ${zh}\n  ${en}\n`)
  process.exit(2)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  refuse(
    `Node.js 版本过低（${process.versions.node}），需要 20.19 或更高版本。`,
    `Node.js ${process.versions.node} is too old: 20.19 or newer is needed.`,
  )
}
if (!existsSync(join(root, 'node_modules', 'fastify'))) {
  refuse('尚未安装依赖。请先运行 npm ci。', 'The dependencies are not installed. Run npm ci first.')
}
// Only who serves needs the screens.
const needed = ['serve', undefined].includes(process.argv[2]) ? ['server', 'console', 'field'] : ['server']
if (stale().some(({ name }) => needed.includes(name))) {
  // Progress goes to stderr: what a verb answers on stdout stays its own.
  const { status, signal } = spawnSync(process.execPath, [join(root, 'tools', 'build.mjs'), ...needed], {
    stdio: ['inherit', 2, 2],
  })
  if (signal) process.exit(130)
  if (status !== 0) refuse('构建失败，原因见上。', 'The build failed; the reason stands above.')
}
// The same process: a signal to it is a signal to the program.
process.argv.splice(1, 1, join(root, 'server', 'dist', 'main.js'))
await import(pathToFileURL(join(root, 'server', 'dist', 'main.js')).href)

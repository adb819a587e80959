/** The import law of ARCHITECTURE.md: which room may know which. */
import { posix } from 'node:path'
import { importsOf, isCode, isTest, type Finding, type Import, type Source } from './source.ts'

const SCREENS = ['console', 'field']
/** Where the program is put together, and the maker of the demo city, who drives it as people do: they may know every room. */
const COMPOSITION = /^server\/src\/((verbs|demo)\/)?[\w-]+\.ts$/

interface Room {
  /** domain, contract, server, console, field, tools, … */
  root: string
  /** Below server/src: cases, staff, platform, … */
  capability: string | null
  /** What kind of file it is inside its capability. */
  part: 'routes' | 'command' | 'store' | 'views' | 'answers' | 'reactions' | 'clocks' | 'other'
}

function roomOf(path: string): Room {
  const [root, source, capability, ...rest] = path.split('/')
  if (root !== 'server' || source !== 'src' || rest.length === 0)
    return { root: root!, capability: null, part: 'other' }
  return { root: root!, capability: capability!, part: rest[0] === 'commands' ? 'command' : partOf(rest.at(-1)!) }
}

function partOf(file: string): Room['part'] {
  const name = file.replace(/\.tsx?$/, '')
  for (const part of ['routes', 'store', 'views', 'answers', 'reactions', 'clocks'] as const)
    if (name === part || name.startsWith(`${part}-`) || name.endsWith(`-${part}`)) return part
  return 'other'
}

/** The file that a relative or workspace import means, or null for a package. */
export function targetOf(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const workspace = /^@bihuan\/(domain|contract)\/(.+)$/.exec(specifier)
  return workspace ? `${workspace[1]}/${workspace[2]!.replace(/\.ts$/, '')}.ts` : null
}

/** Which packages each workspace has declared; `node:` needs no declaration. */
export type Declared = Record<string, ReadonlySet<string>>

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Why this import may not be, or null. */
function packageFault(from: Room, path: string, { specifier, typeOnly }: Import, declared: Declared): string | null {
  const name = packageOf(specifier)
  const test = isTest(path)
  if (from.root === 'domain' && !(test && /^(vitest|fast-check)$/.test(name)))
    return 'domain/ imports nothing but domain/'
  if (from.root === 'contract' && name !== 'zod' && !(test && /^(vitest|fast-check)$/.test(name)))
    return 'contract/ imports the schema library and domain/ alone'
  if (name.startsWith('node:'))
    return SCREENS.includes(from.root) && !test && !typeOnly && path.includes('/src/')
      ? 'a screen runs in a browser'
      : null
  // Tools, benches and stories have no package of their own: they use what the workspaces have.
  const allowed = declared[from.root] ? [declared[from.root]!] : Object.values(declared)
  if (!allowed.some((names) => names.has(name)) && !declared['']?.has(name))
    return `${name} is not declared in ${from.root}/package.json`
  return null
}

function roomFault(from: Room, path: string, target: string, typeOnly: boolean): string | null {
  const to = roomOf(target)
  const test = isTest(path)
  if (!test && isTest(target)) return 'only tests import what is made for tests'
  if (from.root === 'domain') return to.root === 'domain' ? null : 'domain/ imports nothing but domain/'
  if (from.root === 'contract')
    return ['contract', 'domain'].includes(to.root) ? null : 'contract/ imports the schema library and domain/ alone'
  if (SCREENS.includes(from.root) && to.root !== from.root && !test) {
    if (to.root === 'contract')
      return typeOnly ? null : 'a screen imports the contract as types only: no schema reaches a browser'
    return to.root === 'domain' ? null : `${from.root}/ knows domain/ and contract/ alone, not ${to.root}/`
  }
  if (from.root !== 'server') return null
  if (['tools', 'bench', 'e2e', ...SCREENS].includes(to.root)) return `the server does not import ${to.root}/`
  if (test || COMPOSITION.test(path) || to.capability === null || from.capability === null)
    return capabilityRoot(from, path, target, test)
  return from.capability === to.capability ? partFault(from, to, typeOnly) : strangerFault(from, to)
}

/** A capability does not reach up to the composition that holds it. */
function capabilityRoot(from: Room, path: string, target: string, test: boolean): string | null {
  if (test || COMPOSITION.test(path) || !COMPOSITION.test(target) || from.capability === null) return null
  return `${from.capability}/ does not import the program that it is part of`
}

/** Inside one capability. */
function partFault(from: Room, to: Room, typeOnly: boolean): string | null {
  if (from.part === 'routes' && to.part === 'store')
    return 'a route goes through a command or a view, never to the store'
  if (from.part === 'views' && !typeOnly && (to.part === 'store' || to.part === 'command'))
    return 'a view reads and never writes: it imports no store and no command'
  if (from.part === 'store' && (to.part === 'command' || to.part === 'routes'))
    return 'a store does not know who uses it'
  if (from.part === 'command' && to.part === 'routes') return 'a command does not know its routes'
  return null
}

/** Between two capabilities. `verify` shares no code with the writers that it checks; whoever has to may start it. */
function strangerFault(from: Room, to: Room): string | null {
  const said = `${from.capability}/ ${from.part === 'other' ? '' : `(${from.part}) `}imports`
  if (from.capability === 'verify')
    return `${said} ${to.capability}/: what proves the records shares no code with what writes them`
  if (from.capability === 'platform') return `${said} ${to.capability}/: the platform knows no capability`
  if (to.capability === 'platform' || to.capability === 'verify') return null
  if (to.part === 'store') return `${said} the store of ${to.capability}/: nobody imports another’s store`
  if (to.part === 'command') return `${said} a command of ${to.capability}/: nobody imports another’s commands`
  if (to.part === 'routes') return `${said} routes of ${to.capability}/`
  if (to.part === 'answers' || from.part === 'views') return null
  return `${said} the inside of ${to.capability}/: what others may ask is in its answers.ts`
}

export function checkImports(sources: readonly Source[], declared: Declared): Finding[] {
  return sources
    .filter(({ path }) => isCode(path))
    .flatMap((source) => {
      const from = roomOf(source.path)
      return importsOf(source.text).flatMap((found) => {
        const target = targetOf(source.path, found.specifier)
        const message = target
          ? roomFault(from, source.path, target, found.typeOnly)
          : packageFault(from, source.path, found, declared)
        if (!message) return []
        return [
          {
            path: source.path,
            line: found.line,
            message: `${message} (${found.specifier})`,
            remedy: 'see the import law in ARCHITECTURE.md; ask by answers.ts, or react to an event',
          },
        ]
      })
    })
}

/** Words that the house does without: in file names, and in code outside of comments and strings. */
import { posix } from 'node:path'
import { blank, isCode, isTest, lineOf, type Finding, type Source } from './source.ts'

interface Rule {
  pattern: RegExp
  /** Files that it holds for. */
  where?: (path: string) => boolean
  /** Also inside comments and strings. */
  everywhere?: boolean
  /** A comment on the line, inside the braces, or on one of the two lines before gives the reason that is asked for. */
  unlessExplained?: boolean
  message: string
  remedy: string
}

/** Rules of the domain and of the capabilities: their time comes from outside. */
function takesTime(path: string): boolean {
  if (isTest(path) || path.endsWith('/main.ts')) return false
  return (
    /^(domain|contract)\//.test(path) ||
    (/^server\/src\/[\w-]+\//.test(path) && !/^server\/src\/(platform|verbs)\//.test(path))
  )
}

const TAKE_NOW = 'take `now` as an argument (request.now, call.now, city.clock.now())'

const RULES: Rule[] = [
  { pattern: /\bas any\b/g, message: '`as any`', remedy: 'name the type, or narrow `unknown`' },
  {
    pattern: /@ts-(ignore|expect-error|nocheck)/g,
    everywhere: true,
    message: 'the compiler is silenced',
    remedy: 'mend the type',
  },
  {
    pattern: /\b(eslint|oxlint)-disable(?!-next-line [\w/-]+)/g,
    everywhere: true,
    message: 'the linter is silenced for more than a line and a rule',
    remedy: 'mend it, or write `oxlint-disable-next-line <rule>` below a comment that says why',
  },
  {
    pattern: /\bcatch\s*(\([^)]*\)\s*)?\{\s*\}/g,
    unlessExplained: true,
    message: 'an empty catch',
    remedy: 'handle it, let it pass, or say in a comment why it may be left',
  },
  {
    pattern: /\.catch\(\s*\(\w*\)\s*=>\s*(\{\s*\}|undefined|null)\s*\)/g,
    where: (path) => !isTest(path),
    unlessExplained: true,
    message: 'a failure is swallowed',
    remedy: 'log it, let it pass, or say in a comment why it may be left',
  },
  {
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/g,
    everywhere: true,
    message: 'a note to do it later',
    remedy: 'do it, or enter an issue',
  },
  { pattern: /\bnew Date\(\s*\)/g, where: takesTime, message: '`new Date()`: a clock of its own', remedy: TAKE_NOW },
  { pattern: /\bDate\.now\(\s*\)/g, where: takesTime, message: '`Date.now()`: a clock of its own', remedy: TAKE_NOW },
  {
    pattern: /\b(Math\.random|performance\.now|setTimeout|setInterval|fetch)\(/g,
    where: (path) => path.startsWith('domain/') && !isTest(path),
    message: 'the domain is not pure',
    remedy: 'take it as an argument',
  },
  { pattern: /\b(it|test|describe)\.only\b/g, message: 'one test alone runs', remedy: 'take `.only` out' },
  {
    pattern: /\b(it|test|describe)\.skip\(\s*(['"`])(?!.*(because|:|：)).*?\2/g,
    everywhere: true,
    message: 'a test is skipped without a reason in its name',
    remedy: 'say why: it.skip("…: no browser on this platform")',
  },
  {
    pattern: /(?<![\w.])\/(home|root|Users)\/\w+/g,
    everywhere: true,
    message: 'a path of the place where this was made',
    remedy: 'name a file of the repository, or an argument',
  },
]

const NAMES = /(^|[-./])(utils?|helpers?|managers?|misc)([-./]|$)/i
/** This file and its test spell out what they forbid. */
const SELF = /^tools\/checks\/words(\.test)?\.ts$/

export function checkWords(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => [...namesOf(source), ...wordsOf(source)])
}

function namesOf({ path }: Source): Finding[] {
  if (!isCode(path)) return []
  const bad = path.split('/').some((part) => NAMES.test(part.replace(/\.tsx?$/, '')))
  const barrel = /^index\.tsx?$/.test(posix.basename(path))
  if (!bad && !barrel) return []
  const message = bad ? 'a name that says nothing' : 'a barrel file'
  return [{ path, line: 0, message, remedy: bad ? 'name it for what it does' : 'import the file that has it' }]
}

function wordsOf({ path, text }: Source): Finding[] {
  if (!isCode(path) || SELF.test(path)) return []
  const code = blank(text, true)
  return RULES.filter(({ where }) => where?.(path) ?? true).flatMap(
    ({ pattern, everywhere, unlessExplained, message, remedy }) =>
      [...(everywhere ? text : code).matchAll(pattern)]
        .filter((match) => !unlessExplained || !isExplained(text, match.index, match[0].length))
        .map((match) => ({ path, line: lineOf(text, match.index), message, remedy })),
  )
}

function isExplained(text: string, from: number, length: number): boolean {
  const lines = text.split('\n')
  const first = lineOf(text, from)
  const last = lineOf(text, from + length)
  return /\/\/|\*/.test(lines.slice(Math.max(0, first - 3), last).join('\n'))
}

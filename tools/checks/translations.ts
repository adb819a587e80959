/** Chinese and English say the same: the same keys, the same parameters, nothing empty, and no Chinese outside of words and data. */
import { blank, isCode, isTest, type Finding, type Source } from './source.ts'

const HAN = /\p{Script=Han}/u
const REMEDY = 'say it in both languages, with the same parameters'

/** Files that hold sentences: locale.ts, words.ts, case-words.ts, words/…. */
export function isWordsFile(path: string): boolean {
  return /(^|[/-])(locale|words|sentences)\.ts$|\/(locale|words|sentences)\/[\w-]+\.ts$/.test(path)
}

/** Chinese is data there: made-up names, fonts' samples, the words of the contract's problems. */
function mayHoldChinese(path: string): boolean {
  return (
    isWordsFile(path) ||
    isTest(path) ||
    /^contract\/|(^|\/)(data|demo)\/|[-.]data\.ts$|\/demo(-[\w-]+)?\.ts$|^tools\//.test(path)
  )
}

/** Sentences in both languages may stand where they are said: within so many lines the English one must be seen. */
const PAIR_REACH = 3
const ENGLISH = /\ben:|['"`· ][^'"`\n]*\b[A-Za-z’]{2,} [a-z]{2,}/
/** Names that are the same in every language. */
const NAMES = /中文|闭环/g

export function checkChinese(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path }) => isCode(path) && /^(console|field|server|domain)\//.test(path) && !mayHoldChinese(path))
    .flatMap(({ path, text }) => {
      const lines = blank(text, false).replace(NAMES, '').split('\n')
      const english = (line: string) => ENGLISH.test(line.replace(/\p{Script=Han}+/gu, ''))
      return lines.flatMap((line, i) => {
        if (!HAN.test(line)) return []
        if (lines.slice(Math.max(0, i - PAIR_REACH), i + PAIR_REACH + 1).some(english)) return []
        return [
          {
            path,
            line: i + 1,
            message: 'Chinese alone in code',
            remedy: 'move it to a file of words (locale.ts, words.ts), or say it in both languages',
          },
        ]
      })
    })
}

/** Names in braces, as the problems write them. */
function placeholders(sentence: string): string {
  return [...sentence.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join(', ')
}

export interface Sentence {
  zh: string
  en: string
}

/** The contract's problems: code → sentences. `at` finds where a code is declared, and `raised` tells which codes anybody raises. */
export function checkProblems(
  problems: Record<string, Sentence>,
  at: (code: string) => { path: string; line: number },
  raised: (code: string) => boolean,
): Finding[] {
  return Object.entries(problems).flatMap(([code, { zh, en }]) => {
    const faults: string[] = []
    if (!HAN.test(zh)) faults.push('has no Chinese sentence')
    if (en.trim() === '' || HAN.test(en)) faults.push('has no English sentence')
    if (placeholders(zh) !== placeholders(en))
      faults.push(`takes {${placeholders(zh)}} in Chinese and {${placeholders(en)}} in English`)
    const findings = faults.map((fault) => ({ ...at(code), message: `${code} ${fault}`, remedy: REMEDY }))
    if (!raised(code))
      findings.push({
        ...at(code),
        message: `${code} is raised by nobody`,
        remedy: 'raise it, or take it out of the contract',
      })
    return findings
  })
}

/** One pair of words as a module exports it. Differences as "path: what". */
export function differences(zh: unknown, en: unknown, key = ''): string[] {
  const said = key || 'the pair'
  if (typeof zh !== typeof en) return [`${said}: ${typeof zh} in Chinese, ${typeof en} in English`]
  if (typeof zh === 'string') return stringFaults(said, zh, en as string)
  if (typeof zh === 'function') return functionFaults(said, zh as Sayer, en as Sayer)
  if (zh === null || typeof zh !== 'object') return []
  const [left, right] = [zh as Record<string, unknown>, en as Record<string, unknown>]
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.flatMap((name) => {
    const inner = key ? `${key}.${name}` : name
    if (!(name in left)) return [`${inner}: not in Chinese`]
    if (!(name in right)) return [`${inner}: not in English`]
    return differences(left[name], right[name], inner)
  })
}

function stringFaults(key: string, zh: string, en: string): string[] {
  if ((zh.trim() === '') !== (en.trim() === '')) return [`${key}: empty in one language`]
  if (placeholders(zh) !== placeholders(en))
    return [`${key}: {${placeholders(zh)}} in Chinese, {${placeholders(en)}} in English`]
  // A language is named in itself.
  if (HAN.test(en) && !/^(中文|简体中文)$/.test(en)) return [`${key}: Chinese in the English sentence`]
  return []
}

type Sayer = (...given: unknown[]) => unknown

/** Said once with marks for the parameters: both sentences must use the same ones. */
function functionFaults(key: string, zh: Sayer, en: Sayer): string[] {
  const marks = Array.from({ length: Math.max(zh.length, en.length) }, (_, i) => `«${i}»`)
  const used = (say: Sayer): string | null => {
    try {
      const text = String(say(...marks))
      return marks.filter((mark) => text.includes(mark)).join(' ')
    } catch (error) {
      // It wants something else than a word (a date, a list): its types are the compiler's to compare.
      if (error instanceof TypeError || error instanceof RangeError) return null
      throw error
    }
  }
  const [left, right] = [used(zh), used(en)]
  return left === null || right === null || left === right
    ? []
    : [`${key}: says ${left || 'none'} of its parameters in Chinese, ${right || 'none'} in English`]
}

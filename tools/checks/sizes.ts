/** A file holds one idea: at 300 lines there is a second one in it. */
import { isWordsFile } from './translations.ts'
import { isCode, type Finding, type Source } from './source.ts'

export const MOST_LINES = 300

/** Words and data are as long as they are. */
function isExempt(path: string): boolean {
  return isWordsFile(path) || /(^|\/)data\/|[-.](data|generated)\.tsx?$/.test(path)
}

export function checkSizes(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path }) => (isCode(path) || path.endsWith('.css')) && !isExempt(path))
    .flatMap(({ path, text }) => {
      const lines = text.replace(/\n$/, '').split('\n').length
      if (lines <= MOST_LINES) return []
      return [
        {
          path,
          line: MOST_LINES + 1,
          message: `${lines} lines, at most ${MOST_LINES}`,
          remedy: 'move the second idea into a file of its own',
        },
      ]
    })
}

/** Pages that code, comments and documents name are there. */
import { posix } from 'node:path'
import { isTest, lineOf, type Finding, type Source } from './source.ts'

const NAMED = /(?<![\w./-])(?:docs\/[\w/-]+\.md|(?:README(?:\.zh-CN)?|ARCHITECTURE|CONTRIBUTING|GLOSSARY)\.md)\b/g
const LINKED = /\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)/g

export function checkCitations(sources: readonly Source[], exists: (path: string) => boolean): Finding[] {
  return sources
    .filter(({ path }) => !isTest(path) && !path.startsWith('tools/checks/'))
    .flatMap(({ path, text }) => {
      const named = [...text.matchAll(NAMED)]
        // A room's own README is named by its neighbours without a path.
        .filter((match) => !exists(posix.join(posix.dirname(path), match[0])))
        .map((match) => ({ at: match.index, page: match[0] }))
      const linked = path.endsWith('.md')
        ? [...text.matchAll(LINKED)].map((match) => ({
            at: match.index,
            page: posix.normalize(posix.join(posix.dirname(path), match[1]!)),
          }))
        : []
      return [...named, ...linked]
        .filter(({ page }) => !exists(page))
        .map(({ at, page }) => ({
          path,
          line: lineOf(text, at),
          message: `${page} is not there`,
          remedy: 'name the page that it is, or write it',
        }))
    })
}

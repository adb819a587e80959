import { describe, expect, it } from 'vitest'
import { checkCitations } from './citations.ts'

const exists = (path: string) => ['docs/decisions/0002-lifecycle.md', 'GLOSSARY.md', 'docs/picture.png'].includes(path)
const found = (path: string, text: string) =>
  checkCitations([{ path, text }], exists).map(({ line, message }) => `${line}: ${message}`)

describe('a page that is named', () => {
  it('is there', () => {
    expect(found('domain/acts.ts', '/** docs/decisions/0002-lifecycle.md and GLOSSARY.md */')).toEqual([])
    expect(found('domain/acts.ts', '\n// docs/decisions/0099-gone.md')).toEqual([
      '2: docs/decisions/0099-gone.md is not there',
    ])
    expect(found('domain/acts.ts', '// see ARCHITECTURE.md')).toEqual(['1: ARCHITECTURE.md is not there'])
  })

  it('is found by a link from where the link stands', () => {
    expect(
      found('docs/a.md', '[x](decisions/0002-lifecycle.md#here) ![y](picture.png) [z](https://example.org)'),
    ).toEqual([])
    expect(found('docs/a.md', '[x](../picture.png)')).toEqual(['1: picture.png is not there'])
  })
})

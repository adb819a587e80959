import { describe, expect, it } from 'vitest'
import { checkChinese, checkProblems, differences, isWordsFile } from './translations.ts'

describe('pairs of words', () => {
  it.each([
    [{ a: '甲' }, {}, 'a: not in English'],
    [{}, { a: 'A' }, 'a: not in Chinese'],
    [{ a: { b: '甲' } }, { a: { c: 'A' } }, 'a.b: not in English'],
    [{ a: '甲' }, { a: () => 'A' }, 'a: string in Chinese, function in English'],
    [{ a: '共 {n} 件' }, { a: 'cases' }, 'a: {n} in Chinese, {} in English'],
    [{ a: '甲' }, { a: ' ' }, 'a: empty in one language'],
    [{ a: '甲' }, { a: '甲' }, 'a: Chinese in the English sentence'],
    [
      { a: (n: string) => `${n} 件` },
      { a: () => 'cases' },
      'a: says «0» of its parameters in Chinese, none in English',
    ],
    [{ a: (n: string, m: string) => `${n}${m}` }, { a: (n: string) => n }, 'a: says «0» «1»'],
  ])('%j and %j differ', (zh, en, expected) => {
    expect(differences(zh, en)[0]).toContain(expected)
  })

  it('are the same when they say the same', () => {
    const zh = {
      a: '甲 {n}',
      b: (n: string, m: string) => `${m} 和 ${n}`,
      c: { d: '' },
      e: '中文',
      f: (n: number) => (n === 1 ? '一' : `${n}`),
    }
    const en = {
      a: 'A {n}',
      b: (n: string, m: string) => `${n} and ${m}`,
      c: { d: '' },
      e: '中文',
      f: (n: number) => (n === 1 ? 'one' : `${n}`),
    }
    expect(differences(zh, en)).toEqual([])
  })

  it('stand in files of words', () => {
    const paths = [
      'console/src/cases/locale.ts',
      'field/src/words/time.ts',
      'console/src/cases/lifecycle-words.ts',
      'field/src/staff/words.ts',
    ]
    expect(paths.map(isWordsFile)).toEqual([true, true, true, true])
    expect(isWordsFile('console/src/cases/case-page.tsx')).toBe(false)
  })
})

describe('the sentences of problems', () => {
  const at = () => ({ path: 'contract/cases.ts', line: 7 })
  const found = (zh: string, en: string, raised = true) =>
    checkProblems({ 'case.x': { zh, en } }, at, () => raised).map(({ message }) => message)

  it('are there in both languages, with the same parameters, and raised by somebody', () => {
    expect(found('还有 {n} 件。', '{n} are left.')).toEqual([])
    expect(found('还有 {n} 件。', '{count} are left.')).toEqual(['case.x takes {n} in Chinese and {count} in English'])
    expect(found('Still open.', 'Still open.')).toEqual(['case.x has no Chinese sentence'])
    expect(found('还有。', '')).toEqual(['case.x has no English sentence'])
    expect(found('还有。', 'Still open.', false)).toEqual(['case.x is raised by nobody'])
  })
})

describe('Chinese in code', () => {
  const found = (path: string, text: string) => checkChinese([{ path, text }]).map(({ line }) => line)

  it('is found outside of words and data', () => {
    expect(found('console/src/cases/case-page.tsx', 'a\n<b>结案</b>\nc')).toEqual([2])
    expect(found('server/src/cases/routes.ts', "throw new Error('没有')")).toEqual([1])
  })

  it('may stand in comments, words, data, tests, names, and beside its English', () => {
    expect(found('domain/item.ts', '// 工作日\nconst a = 1')).toEqual([])
    expect(found('console/src/cases/locale.ts', "a = '结案'")).toEqual([])
    expect(found('server/src/demo/people.ts', "a = '王芳'")).toEqual([])
    expect(found('server/src/cases/routes.test.ts', "a = '结案'")).toEqual([])
    expect(found('console/src/login.tsx', "to === 'zh' ? 'English' : '中文'")).toEqual([])
    expect(found('server/src/verbs/serve.ts', "say(\n  '正在停止…',\n  'Stopping after this …',\n)")).toEqual([])
    expect(found('server/src/verify/findings.ts', "{\n  zh: '缺失',\n  en: 'missing',\n}")).toEqual([])
  })
})

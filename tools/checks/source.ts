/** What a check reads and what it says. A check is a function from sources to findings, so that its test can feed it bad ones. */

export interface Source {
  /** From the root of the repository, with forward slashes. */
  path: string
  text: string
}

export interface Finding {
  path: string
  /** From 1; 0: the file as a whole. */
  line: number
  /** What is wrong. */
  message: string
  /** What to do about it. */
  remedy: string
}

export function isTest(path: string): boolean {
  return (
    /\.test\.tsx?$/.test(path) ||
    /(^|\/)testing(\/|-|\.ts$)/.test(path) ||
    /-testing\.ts$/.test(path) ||
    path.startsWith('e2e/')
  )
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|js)$/.test(path) && !path.endsWith('.d.ts')
}

export function lineOf(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

/** A regular expression begins here, and not a division: judged by what stands before it. */
function beginsPattern(before: string): boolean {
  const word = /([\w$)\]}]+)\s*$/.exec(before.slice(-40))?.[1]
  if (word !== undefined) return /^(return|typeof|case|in|of|await|throw|else)$/.test(word)
  return !/<\s*$/.test(before.slice(-2))
}

/**
 * The text with its comments blanked out (and, if asked, the insides of its strings), of the same length and lines.
 * Apostrophes in JSX end with their line, as strings do.
 */
export function blank(text: string, strings: boolean): string {
  const out = text.split('')
  const wipe = (from: number, to: number) => {
    for (let i = from; i < to; i += 1) if (out[i] !== '\n') out[i] = ' '
  }
  // Depth of braces inside the `${…}` of each open template.
  const templates: number[] = []
  let i = 0
  const template = (from: number) => {
    let at = from
    while (at < text.length && text[at] !== '`') {
      if (text[at] === '\\') at += 1
      else if (text[at] === '$' && text[at + 1] === '{') break
      at += 1
    }
    if (strings) wipe(from, at)
    if (text[at] === '$') {
      templates.push(0)
      return at + 2
    }
    return at + 1
  }
  while (i < text.length) {
    const c = text[i]!
    const next = text[i + 1]
    if (c === '/' && next === '/') {
      const end = text.indexOf('\n', i)
      wipe(i, end === -1 ? text.length : end)
      i = end === -1 ? text.length : end
    } else if (c === '/' && next === '*') {
      const end = text.indexOf('*/', i + 2)
      wipe(i, end === -1 ? text.length : end + 2)
      i = end === -1 ? text.length : end + 2
    } else if (c === '/' && beginsPattern(text.slice(Math.max(0, i - 40), i))) {
      let at = i + 1
      for (let inClass = false; at < text.length && text[at] !== '\n' && (inClass || text[at] !== '/'); at += 1) {
        if (text[at] === '\\') at += 1
        else if (text[at] === '[') inClass = true
        else if (text[at] === ']') inClass = false
      }
      if (strings) wipe(i + 1, at)
      i = at + 1
    } else if (c === "'" || c === '"') {
      let at = i + 1
      while (at < text.length && text[at] !== c && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
      if (strings) wipe(i + 1, at)
      i = at + 1
    } else if (c === '`') {
      i = template(i + 1)
    } else {
      const depth = templates.at(-1)
      if (depth !== undefined && c === '{') templates[templates.length - 1] = depth + 1
      if (depth !== undefined && c === '}') {
        if (depth === 0) {
          templates.pop()
          i = template(i + 1)
          continue
        }
        templates[templates.length - 1] = depth - 1
      }
      i += 1
    }
  }
  return out.join('')
}

export interface Import {
  /** As written. */
  specifier: string
  line: number
  /** Types alone: nothing of it is left at run time. */
  typeOnly: boolean
}

const STATEMENT =
  /(?<=^|[;\n}])[ \t]*(?:import|export)\s+(type\s+)?(?:([\w*${}\s,]*?)\s*from\s*)?['"]([^'"\n]+)['"]|(?<![\w.$])import\s*\(\s*['"]([^'"\n]+)['"]\s*\)/g

/** Every import and re-export of a source, the dynamic ones too. */
export function importsOf(text: string): Import[] {
  const code = blank(text, false)
  return [...code.matchAll(STATEMENT)].map((match) => {
    const named = /^\{([^}]*)\}$/.exec(match[2]?.trim() ?? '')?.[1]
    const inline = named !== undefined && named.split(',').every((name) => /^\s*(type\s.*)?$/s.test(name))
    const dynamicType =
      match[4] !== undefined && /(:|typeof)\s*$/.test(code.slice(Math.max(0, match.index - 10), match.index))
    return {
      specifier: (match[3] ?? match[4])!,
      line: lineOf(code, match.index + match[0].search(/\S/)),
      typeOnly: match[1] !== undefined || inline || dynamicType,
    }
  })
}

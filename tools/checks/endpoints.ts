/** Every endpoint of the contract has its route, and somebody who calls it. */
import { isCode, isTest, lineOf, type Finding, type Source } from './source.ts'

/** `{id}` in the contract and `${caseId}` in a caller are the same place in a path. */
function shapeOf(path: string): string {
  return path.replace(/\$?\{[^}]*\}/g, '{}').replace(/[?#].*$/, '')
}

function declaredAt(sources: readonly Source[], key: string): { path: string; line: number } {
  for (const { path, text } of sources) {
    if (!path.startsWith('contract/') || isTest(path)) continue
    const offset = text.indexOf(`'${key}'`)
    if (offset !== -1) return { path, line: lineOf(text, offset) }
  }
  return { path: 'contract/endpoints.ts', line: 0 }
}

/** Shapes of the paths that these sources name, alone or after their method. */
function pathsNamed(sources: readonly Source[]): Set<string> {
  const shapes = new Set<string>()
  for (const { text } of sources)
    for (const match of text.matchAll(/['"`](?:(GET|POST|PUT|PATCH|DELETE) )?(\/[^'"`\s]*)/g)) {
      const shape = shapeOf(match[2]!)
      shapes.add(shape)
      if (match[1]) shapes.add(`${match[1]} ${shape}`)
    }
  return shapes
}

export function checkEndpoints(
  keys: readonly string[],
  sources: readonly Source[],
  forMachines: Readonly<Record<string, string>>,
): Finding[] {
  const code = sources.filter(({ path }) => isCode(path) && !isTest(path))
  const server = code.filter(({ path }) => path.startsWith('server/src/'))
  const used = pathsNamed(code.filter(({ path }) => /^(console|field|tools|bench|e2e)\/(?!checks\/)/.test(path)))
  const registered = new Set(
    server.flatMap(({ text }) => [...text.matchAll(/\broute\(\s*\w+,\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!)),
  )
  const findings: Finding[] = []
  for (const key of keys) {
    const [method, path] = key.split(' ') as [string, string]
    const at = declaredAt(sources, key)
    if (!registered.has(key))
      findings.push({
        ...at,
        message: `${key} has no route`,
        remedy: `route(app, '${key}', …) in the capability's routes.ts`,
      })
    if (forMachines[key]) continue
    const shape = shapeOf(path)
    const onlyOne = keys.filter((other) => shapeOf(other.split(' ')[1]!) === shape).length === 1
    if (!used.has(`${method} ${shape}`) && !(onlyOne && used.has(shape)))
      findings.push({
        ...at,
        message: `${key} is called by no screen and no tool`,
        remedy: 'use it, take it out, or name who it is for in tools/checks/machine-endpoints.ts',
      })
  }
  for (const key of Object.keys(forMachines))
    if (!keys.includes(key))
      findings.push({
        path: 'tools/checks/machine-endpoints.ts',
        line: 0,
        message: `${key} is no endpoint`,
        remedy: 'take the line out',
      })
  return findings
}

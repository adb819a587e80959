/** The last word of .ci/run: what failed, by name, and one line of figures. Arguments: vitest's JSON report, exit codes of check and test. */
import { readFileSync } from 'node:fs'

/** Counts the report; whatever failed without a failed test in the report (a file that does not load, a crash, the check) counts as one. */
export function summarise(text, checkCode, testCode) {
  const report = text.trim() === '' ? { testResults: [] } : JSON.parse(text)
  const failures = []
  let passed = 0
  let skipped = 0
  for (const file of report.testResults) {
    const failedHere = file.assertionResults.filter(({ status }) => status === 'failed')
    passed += file.assertionResults.filter(({ status }) => status === 'passed').length
    skipped +=
      file.assertionResults.length -
      failedHere.length -
      file.assertionResults.filter(({ status }) => status === 'passed').length
    failures.push(...failedHere.map(({ fullName }) => `${file.name}: ${fullName}`))
    if (file.status === 'failed' && failedHere.length === 0)
      failures.push(`${file.name}: ${file.message || 'did not load'}`)
  }
  if (testCode !== 0 && failures.length === 0) failures.push(`npm test ended with ${testCode} and no failed test`)
  if (testCode === 0 && passed === 0) failures.push('npm test ran no test')
  if (checkCode !== 0) failures.push(`npm run check ended with ${checkCode}`)
  return { passed, skipped, failures }
}

const [path, checkCode, testCode] = process.argv.slice(2)
if (path) {
  const { passed, skipped, failures } = summarise(readFileSync(path, 'utf8'), Number(checkCode), Number(testCode))
  console.log()
  for (const failure of failures) console.log(`✗ ${failure.split('\n')[0]}`)
  if (skipped > 0) console.log(`${skipped} skipped`)
  console.log(`${passed} passed, ${failures.length} failed`)
  process.exitCode = failures.length === 0 ? 0 : 1
}

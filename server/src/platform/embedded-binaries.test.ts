import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findBinaries, hydrateSymlinks, traversable } from './embedded-binaries.ts'
import { temporaryFolder } from './testing/program.ts'

test('a folder is open to all only if every folder above it is', () => {
  const open = temporaryFolder('open')
  chmodSync(open, 0o755)
  const inner = join(open, 'closed', 'inner')
  mkdirSync(inner, { recursive: true })
  chmodSync(join(open, 'closed'), 0o755)
  chmodSync(inner, 0o755)
  expect(traversable(inner)).toBe(true)
  chmodSync(join(open, 'closed'), 0o700)
  expect(traversable(inner)).toBe(false)
})

test('symbolic links and executable bits that npm did not make are made', () => {
  const there = findBinaries()
  const copy = join(temporaryFolder('native'), 'native')
  cpSync(join(there, 'pg-symlinks.json'), join(copy, 'pg-symlinks.json'))
  cpSync(join(there, 'bin'), join(copy, 'bin'), { recursive: true })
  const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source } of links) {
    mkdirSync(dirname(join(copy, '..', source)), { recursive: true })
    cpSync(join(there, '..', source), join(copy, '..', source))
    rmSync(join(copy, '..', source.replace(/\.so.*/, '.so')), { force: true })
  }
  chmodSync(join(copy, 'bin', 'postgres'), 0o644)
  hydrateSymlinks(copy)
  for (const { target } of links) {
    expect(lstatSync(join(copy, '..', target)).isSymbolicLink() || existsSync(join(copy, '..', target)), target).toBe(
      true,
    )
  }
  expect(statSync(join(copy, 'bin', 'postgres')).mode & 0o111).not.toBe(0)
  // Twice is once.
  hydrateSymlinks(copy)
})

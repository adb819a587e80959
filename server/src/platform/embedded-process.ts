/** The server's process: it ends with ours, whatever ends ours, and is started again if it alone ends. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Runner } from './embedded-binaries.ts'

/**
 * The shell holds the read end of a pipe whose write end is ours alone. When we end, by kill -9 too, the pipe closes and the
 * server is told to stop (INT: fast shutdown). When the server ends first, the shell ends with its exit code.
 */
const KEEPER = `
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
(read -r line <&3; kill -INT "$server") 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`

export interface ServerProcess {
  /** Resolves when the server accepts connections; rejects with its last words if it ends before. */
  ready: Promise<void>
  /** Resolves with the exit code when it has ended, for whatever reason. */
  ended: Promise<number | null>
  /** Asks for a fast shutdown: open transactions are rolled back, what was committed stays. */
  stop(): void
  /** Ends the shell; the server then goes by itself or has gone. */
  abandon(): void
}

export function startServerProcess(
  program: string,
  args: string[],
  cwd: string,
  user: Runner,
  onLine: (line: string) => void,
): ServerProcess {
  // A session of its own: Ctrl-C at the terminal reaches us, and the server only through us, after the last answer.
  const child: ChildProcess = spawn('/bin/sh', ['-c', KEEPER, 'bihuan-postgresql', program, ...args], {
    cwd,
    ...user,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  })
  const lastWords: string[] = []
  let isReady = () => {}
  let isLost: (error: Error) => void = () => {}
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve
    isLost = reject
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      isLost(error)
      resolve(null)
    })
    child.once('exit', (code) => {
      isLost(new Error(`PostgreSQL ended with code ${code}: ${lastWords.join(' / ')}`))
      resolve(code)
    })
  })
  // Whoever waits for it hears of it; a server that is being stopped may have nobody waiting.
  ready.catch(() => undefined)
  createInterface({ input: child.stderr! }).on('line', (line) => {
    lastWords.push(line)
    if (lastWords.length > 20) lastWords.shift()
    onLine(line)
    if (line.includes('database system is ready to accept connections')) isReady()
  })
  // Writing to a shell that has ended is no event of interest: `ended` tells.
  child.stdin!.on('error', () => undefined)
  return { ready, ended, stop: () => child.stdin!.end(), abandon: () => void child.kill('SIGKILL') }
}

/** Starting, stopping, pausing the clocks of a case. What they mean in time is clocks.ts. */
import type { ClockKind, Millis } from '../clocks.ts'
import type { Limit } from '../item.ts'
import type { Case } from './case.ts'

export function startClock(caseFile: Case, kind: ClockKind, limit: Limit | null, at: Millis): Case {
  const count = caseFile.clocks.filter((clock) => clock.kind === kind).length
  const clock = { id: `${kind}-${count + 1}`, kind, limit, startedAt: at, extensions: [], pauses: [], stoppedAt: null }
  const started = { ...caseFile }
  started.clocks = [...caseFile.clocks, clock]
  return started
}

/** A step may be claimed for a moment before its clock began (a phone without a network): the clock then ends where it began. */
export function stopClocks(caseFile: Case, kinds: readonly ClockKind[], at: Millis): Case {
  return {
    ...caseFile,
    clocks: caseFile.clocks.map((clock) => {
      if (clock.stoppedAt !== null || !kinds.includes(clock.kind)) return clock
      const stoppedAt = Math.max(at, clock.startedAt)
      return {
        ...clock,
        stoppedAt,
        pauses: clock.pauses.map((pause) =>
          pause.to === null ? { ...pause, to: Math.max(stoppedAt, pause.from) } : pause,
        ),
      }
    }),
  }
}

export function stopOrderClock(caseFile: Case, clockId: string, at: Millis): Case {
  return {
    ...caseFile,
    clocks: caseFile.clocks.map((clock) =>
      clock.id === clockId && clock.stoppedAt === null ? { ...clock, stoppedAt: Math.max(at, clock.startedAt) } : clock,
    ),
  }
}

export function pauseClocks(caseFile: Case, kinds: readonly ClockKind[], at: Millis): Case {
  return {
    ...caseFile,
    clocks: caseFile.clocks.map((clock) =>
      clock.stoppedAt === null && kinds.includes(clock.kind) && !clock.pauses.some((pause) => pause.to === null)
        ? { ...clock, pauses: [...clock.pauses, { from: at, to: null }] }
        : clock,
    ),
  }
}

export function resumeClocks(caseFile: Case, kinds: readonly ClockKind[], at: Millis): Case {
  return {
    ...caseFile,
    clocks: caseFile.clocks.map((clock) =>
      kinds.includes(clock.kind)
        ? {
            ...clock,
            pauses: clock.pauses.map((pause) =>
              pause.to === null ? { ...pause, to: Math.max(at, pause.from) } : pause,
            ),
          }
        : clock,
    ),
  }
}

export function extendClock(caseFile: Case, kinds: readonly ClockKind[], limit: Limit): Case {
  return {
    ...caseFile,
    clocks: caseFile.clocks.map((clock) =>
      clock.stoppedAt === null && kinds.includes(clock.kind)
        ? { ...clock, extensions: [...clock.extensions, limit] }
        : clock,
    ),
  }
}

/** The latest clock of the kind runs on as if it had not been stopped. */
export function continueClock(caseFile: Case, kind: ClockKind): Case {
  const latest = caseFile.clocks.findLast((clock) => clock.kind === kind)
  return {
    ...caseFile,
    clocks: caseFile.clocks.map((clock) => (clock === latest ? { ...clock, stoppedAt: null } : clock)),
  }
}

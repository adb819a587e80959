/** The ruler of the clocks: who held it and for how long, what was paused, where each clock was due, and now. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { businessDate, clockTime, exactTime, moment, span } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import { layOut } from './ruler-geometry.ts'
import type { CasePage, Clock } from './shapes.ts'

const LABEL = 92
const LANE = 22
const CLOCK = 24
const STATE_TONE: Partial<Record<CasePage['state'], string>> = {
  reported: 'tone-assess',
  assessed: 'tone-dispatch',
  dispatched: 'tone-dispatch',
  accepted: 'tone-handle',
  reviewing: 'tone-handle',
  handled: 'tone-verify',
  'calling-back': 'tone-verify',
}

export function Ruler({ page }: { page: CasePage }) {
  const words = useWords(caseWords).page
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const now = useNow(30)
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const place = box.current
    if (!place) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(280, Math.floor(entry.contentRect.width))))
    watch.observe(place)
    return () => watch.disconnect()
  }, [])
  const clocks = useMemo(() => worthDrawing(page.clocks, page.stepClockId), [page.clocks, page.stepClockId])
  const inner = width - LABEL - 12
  const drawn = layOut({ ...page, clocks }, now.getTime(), inner)
  const height = 30 + LANE + 10 + clocks.length * CLOCK + 6
  const name = (clock: Clock) =>
    (lifecycle.step as Record<string, string>)[clock.kind] ?? lifecycle.clock[clock.kind] ?? clock.kind
  const outcome = (clock: Clock) =>
    clock.outcome === 'broken' || clock.overdue
      ? 'broken'
      : clock.outcome === 'kept'
        ? 'kept'
        : clock.state === 'paused'
          ? 'paused'
          : 'running'
  // The day where it begins, the time in between.
  const tickLabel = (at: number) => (clockTime(at) === '00:00' ? businessDate(at).slice(5) : clockTime(at))
  return (
    <div ref={box}>
      <svg className="ruler" width={width} height={height} role="img" aria-label={words.ruler}>
        <defs>
          <pattern id="paused" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
            <rect width="3" height="6" className="ruler-pause" />
          </pattern>
        </defs>
        <g transform={`translate(${LABEL},0)`}>
          {drawn.ticks.map((tick) => (
            <g key={tick.at} transform={`translate(${tick.x},0)`}>
              <line y1={18} y2={height} className="ruler-tick" />
              <text y={12} textAnchor="middle" className="ruler-text">
                {tickLabel(tick.at)}
              </text>
            </g>
          ))}
          {drawn.segments.map((segment) => {
            const one = page.holders[segment.index]!
            const said = `${nameIn(one.holder!, to)} · ${lifecycle.state[one.state]} · ${span(segment.to - segment.from, to)}`
            return (
              <g key={segment.index}>
                <rect
                  x={segment.x}
                  y={24}
                  width={Math.max(1, segment.width - 1)}
                  height={LANE}
                  rx={3}
                  className={`ruler-hold ${STATE_TONE[one.state] ?? ''}`}
                >
                  <title>{said}</title>
                </rect>
                {segment.width > 60 && (
                  <text x={segment.x + 6} y={39} className="ruler-hold-text">
                    {nameIn(one.holder!, to).slice(0, Math.floor((segment.width - 10) / (to === 'en' ? 8 : 13)))}
                  </text>
                )}
              </g>
            )
          })}
          {drawn.clocks.map((line, row) => {
            const y = 30 + LANE + 12 + row * CLOCK + CLOCK / 2
            return (
              <g key={line.clock.id} className={`ruler-clock is-${outcome(line.clock)}`}>
                <line x1={line.x1} x2={line.x2} y1={y} y2={y} className="ruler-run" />
                {line.pauses.map((pause) => (
                  <rect key={pause.x} x={pause.x} y={y - 6} width={pause.width} height={12} fill="url(#paused)">
                    <title>{words.pause}</title>
                  </rect>
                ))}
                {line.dueX !== null && (
                  <path
                    d={line.dueBeyond ? `M${inner - 2} ${y - 5} l7 5 l-7 5 z` : `M${line.dueX} ${y - 9} v18`}
                    className={line.dueBeyond ? 'ruler-beyond' : 'ruler-due'}
                  >
                    <title>{`${name(line.clock)} ${words.due} ${exactTime(line.clock.dueAt!)}`}</title>
                  </path>
                )}
              </g>
            )
          })}
          {drawn.nowX !== null && (
            <g transform={`translate(${drawn.nowX},0)`}>
              <line y1={18} y2={height} className="ruler-now" />
            </g>
          )}
        </g>
        <text x={0} y={39} className="ruler-label">
          {words.holder}
        </text>
        {clocks.map((clock, row) => (
          <text
            key={clock.id}
            x={0}
            y={30 + LANE + 12 + row * CLOCK + CLOCK / 2 + 4}
            className={`ruler-label is-${outcome(clock)}${clock.id === page.stepClockId ? ' is-current' : ''}`}
          >
            {name(clock)}
          </text>
        ))}
      </svg>
      <ul className="ruler-legend">
        {clocks.map((clock) => (
          <li key={clock.id} className={`is-${outcome(clock)}`}>
            <strong>{name(clock)}</strong>{' '}
            {clock.dueAt ? `${words.due} ${moment(clock.dueAt, now, to)}` : words.noLimit}
            {' · '}
            {clock.state === 'running' && !clock.overdue
              ? words.running
              : clock.state === 'paused'
                ? words.pause
                : outcome(clock) === 'kept'
                  ? words.kept
                  : outcome(clock) === 'broken'
                    ? words.broken
                    : words.settled}
          </li>
        ))}
      </ul>
      {page.clocks.some((clock) => clock.provisional) && <p className="pill pill-warn">{words.provisional}</p>}
      <details className="ruler-table">
        <summary>{words.rulerTable}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.who}</th>
              <th scope="col">{words.from}</th>
              <th scope="col" className="end">
                {words.length}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.holders.map((one) =>
              one.holder ? (
                <tr key={one.from}>
                  <td>
                    {nameIn(one.holder, to)} <span className="muted">{lifecycle.state[one.state]}</span>
                  </td>
                  <td>{exactTime(one.from)}</td>
                  <td className="end">
                    {span((one.to ? Date.parse(one.to) : now.getTime()) - Date.parse(one.from), to)}
                  </td>
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </details>
    </div>
  )
}

/** Clocks with a limit, the one that runs now, and the latest of each kind; a step that was done in time long ago and had no limit says nothing. */
function worthDrawing(clocks: Clock[], current: string | null): Clock[] {
  const latest = new Map<string, Clock>()
  for (const clock of clocks) {
    if (clock.id === current || clock.dueAt !== null || clock.limit !== null)
      latest.set(['supervise', 'call'].includes(clock.kind) ? clock.id : clock.kind, clock)
  }
  return [...latest.values()]
}

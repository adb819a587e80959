/** How many were reported and closed: two bars for each day, ten-day period or month, the late part of the closed ones marked. A table for those who hear the page. */
import { useEffect, useRef, useState } from 'react'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { overviewWords } from './locale.ts'
import type { Overview } from './shapes.ts'

const HEIGHT = 190
const FOOT = 22
const LEFT = 40

export function CourseChart({ course: { step, rows } }: { course: Overview['course'] }) {
  const words = useWords(overviewWords)
  const to = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const place = box.current
    if (!place) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(260, Math.floor(entry.contentRect.width))))
    watch.observe(place)
    return () => watch.disconnect()
  }, [])
  if (rows.length === 0) return <p className="muted">{words.none}</p>
  const top = niceTop(Math.max(1, ...rows.flatMap((row) => [row.reported, row.closed])))
  const inner = width - LEFT
  const slot = inner / rows.length
  const bar = Math.max(1, Math.min(18, slot * 0.36))
  const y = (value: number) => (HEIGHT - FOOT - 8) * (1 - value / top) + 8
  const every = Math.max(1, Math.ceil(64 / slot))
  return (
    <div ref={box}>
      <svg width={width} height={HEIGHT} role="img" aria-label={words.course[step]} className="chart">
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={width} y1={y(top * share)} y2={y(top * share)} className="ruler-tick" />
            <text x={LEFT - 6} y={y(top * share) + 4} textAnchor="end" className="ruler-text">
              {count(top * share, to)}
            </text>
          </g>
        ))}
        {rows.map((row, index) => {
          const x = LEFT + slot * index + slot / 2
          return (
            <g key={row.from}>
              <title>{`${row.from}  ${words.reported} ${row.reported}  ${words.closed} ${row.closed}  ${words.late} ${row.late}`}</title>
              <rect x={x - slot / 2} y={0} width={slot} height={HEIGHT - FOOT} fill="transparent" />
              <rect
                x={x - bar - 0.5}
                y={y(row.reported)}
                width={bar}
                height={HEIGHT - FOOT - y(row.reported)}
                className="bar-reported"
              />
              <rect
                x={x + 0.5}
                y={y(row.closed)}
                width={bar}
                height={HEIGHT - FOOT - y(row.closed)}
                className="bar-closed"
              />
              <rect x={x + 0.5} y={y(row.late)} width={bar} height={HEIGHT - FOOT - y(row.late)} className="bar-late" />
              {index % every === 0 && (
                <text x={x} y={HEIGHT - 6} textAnchor="middle" className="ruler-text">
                  {step === 'month' ? row.from.slice(0, 7) : row.from.slice(5)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <div className="row chart-legend">
        <span className="legend bar-reported">{words.reported}</span>
        <span className="legend bar-closed">{words.closed}</span>
        <span className="legend bar-late">{words.late}</span>
      </div>
      <table className="unseen">
        <caption>{words.course[step]}</caption>
        <tbody>
          {rows.map((row) => (
            <tr key={row.from}>
              <th scope="row">{row.from}</th>
              <td>{row.reported}</td>
              <td>{row.closed}</td>
              <td>{row.late}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The next even round number above, so that the middle line is a whole one. */
function niceTop(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value))
  return [2, 4, 6, 10, 20].map((step) => step * size).find((candidate) => candidate >= value) ?? value
}

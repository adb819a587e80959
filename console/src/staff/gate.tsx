/** The frame of the pages before the desk: what the product is on one side, the form on the other. */
import type { ReactNode } from 'react'
import { LanguageAndShade } from '../platform/layout.tsx'
import { useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { staffWords } from './locale.ts'

export function Gate({ children, wide }: { children: ReactNode; wide?: boolean }) {
  const shell = useWords(platformWords)
  const words = useWords(staffWords)
  return (
    <div className="gate">
      <div className="gate-side">
        <div>
          <h1>
            {shell.product} · {shell.productLine}
          </h1>
        </div>
        <Loop />
        <div className="stack">
          <p>{words.lineOne}</p>
          <p className="wide-only">{words.lineTwo}</p>
        </div>
      </div>
      <main className="gate-form">
        <div className="gate-tools">
          <LanguageAndShade />
        </div>
        <div className={`gate-body${wide ? ' gate-wide' : ''}`}>{children}</div>
      </main>
    </div>
  )
}

/** Grids, and one loop through them. Only an ornament. */
function Loop() {
  const cells = [
    '70,60 170,40 210,110 120,150',
    '170,40 290,50 280,120 210,110',
    '290,50 400,80 380,150 280,120',
    '120,150 210,110 230,200 130,230',
    '210,110 280,120 300,190 230,200',
    '280,120 380,150 400,230 300,190',
    '130,230 230,200 240,290 150,300',
    '230,200 300,190 320,280 240,290',
    '300,190 400,230 390,300 320,280',
  ]
  return (
    <svg viewBox="40 20 400 300" aria-hidden>
      {cells.map((points) => (
        <polygon key={points} points={points} fill="#ffffff0d" stroke="#ffffff38" />
      ))}
      <path
        d="M165 95 C 240 60 330 70 345 120 S 375 240 340 255 S 210 275 185 255 S 130 120 165 95"
        fill="none"
        stroke="#8fe3c1"
        strokeWidth="3"
        strokeLinecap="round"
      />
      {[
        [165, 95],
        [285, 77],
        [350, 140],
        [345, 252],
        [186, 256],
      ].map(([x, y]) => (
        <circle key={`${x}`} cx={x} cy={y} r="7" fill="#143957" stroke="#8fe3c1" strokeWidth="3" />
      ))}
    </svg>
  )
}

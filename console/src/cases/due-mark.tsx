import { Tooltip } from 'antd'
import { exactTime } from '../platform/format.ts'
import { useLanguage } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { dueText, urgency, type DueFacts, type Urgency } from './due.ts'

const TONE: Record<Urgency, string> = {
  over: 'pill pill-danger',
  soon: 'pill pill-warn',
  calm: 'pill',
  paused: 'pill pill-pause',
  none: 'pill',
  'ended-late': 'pill pill-danger',
  ended: '',
}

/** What is left of the step's time; the colour is said in words too. */
export function DueMark({ of }: { of: DueFacts }) {
  const now = useNow(15)
  const to = useLanguage()
  const tone = TONE[urgency(of, now)]
  if (!tone) return null
  const mark = <span className={`${tone} num`}>{dueText(of, now, to)}</span>
  return of.dueAt ? <Tooltip title={exactTime(of.dueAt)}>{mark}</Tooltip> : mark
}

import { useWords } from '../platform/language.ts'
import { revisionWords } from './locale.ts'
import type { Revision, RevisionFinding } from './rooms.ts'

const TONE: Record<Revision['state'], string> = {
  rehearsing: 'pill-accent',
  rehearsed: 'pill-warn',
  failed: 'pill-danger',
  applied: 'pill-good',
  'taken-back': 'pill-pause',
  discarded: '',
}
export function StatePill({ state }: { state: Revision['state'] }) {
  const words = useWords(revisionWords)
  return <span className={`pill ${TONE[state]}`}>{words.states[state]}</span>
}

const SEVERITY_TONE: Record<RevisionFinding['severity'], string> = {
  error: 'pill-danger',
  warning: 'pill-warn',
  repaired: 'pill-good',
  note: '',
}
export function SeverityPill({ severity }: { severity: RevisionFinding['severity'] }) {
  const words = useWords(revisionWords)
  return <span className={`pill ${SEVERITY_TONE[severity]}`}>{words.severities[severity]}</span>
}

/** What I may do: the next step as the main button, the rest beside it; what cannot be done now says why. */
import { Button, Dropdown, Tooltip } from 'antd'
import MoreOutlined from '@ant-design/icons/MoreOutlined'
import { colon } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { keyOfAct } from './act-fields.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import type { CasePage, SentAct } from './shapes.ts'

interface Props {
  page: CasePage
  current: SentAct | null
  choose: (act: SentAct) => void
  busy: boolean
}

/** Acts that answer somebody come first, then those that move the case on, then the rest. */
const WEIGHT: readonly SentAct[] = [
  'answer-call',
  'answer-supervise',
  'grant-extension',
  'refuse-extension',
  'grant-suspension',
  'refuse-suspension',
  'refuse-void',
  'reopen',
  'refuse-reopen',
  'conclude-consult',
  'supplement',
  'assess',
  'dispatch',
  'accept',
  'arrive',
  'submit',
  'pass',
  'verify-pass',
  'record-call-back',
  'verify-fail',
  'send-back',
  'return',
  'ask',
  'decline',
  'resume',
  'note',
  'transfer',
  'reclassify',
  'assist',
  'split',
  'merge',
  'supervise',
  'lift-supervise',
  'call',
  'request-extension',
  'request-suspension',
  'open-consult',
  'request-void',
  'void',
]
/** Acts that move the case on or answer somebody; without one of them the step is not this reader’s. */
const MINE = WEIGHT.slice(0, WEIGHT.indexOf('note'))
const QUIET: readonly SentAct[] = ['retract', 'unmask', 'follow', 'unfollow']
const SHOWN = 5

export function allowedActs(page: CasePage): SentAct[] {
  const acts = page.abilities.filter((ability) => ability.allowed).map((ability) => ability.act as SentAct)
  const weight = (act: SentAct) => {
    if (act === page.nextStep) return -1
    // With a request on the table, deciding on it is what brought the reader here.
    if (act === 'void' && page.voidRequest) return 0
    const at = WEIGHT.indexOf(act)
    return at < 0 ? WEIGHT.length : at
  }
  return acts.filter((act) => !QUIET.includes(act)).toSorted((a, b) => weight(a) - weight(b))
}

export function ActsBar({ page, current, choose, busy }: Props) {
  const words = useWords(caseWords).page
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const acts = allowedActs(page)
  const allowed = new Set<string>(page.abilities.filter((ability) => ability.allowed).map((ability) => ability.act))
  const refused = page.abilities.filter(
    (ability) => !ability.allowed && ability.refusal && !QUIET.includes(ability.act as SentAct),
  )
  const first = acts.slice(0, SHOWN)
  const rest = acts.slice(SHOWN)
  const follow: SentAct = page.following ? 'unfollow' : 'follow'
  const mine = acts.some((act) => MINE.includes(act))
  return (
    <div className="acts" role="toolbar" aria-label={words.acts}>
      {first.map((act, index) => (
        <Button
          key={act}
          type={
            current === act || (index === 0 && current === null && page.holder !== null && MINE.includes(act))
              ? 'primary'
              : 'default'
          }
          ghost={current === act}
          aria-pressed={current === act}
          disabled={busy}
          onClick={() => choose(act)}
        >
          {lifecycle.act[act]}
          {keyOfAct(act, allowed) && (
            <kbd aria-hidden className="wide-only">
              {keyOfAct(act, allowed)}
            </kbd>
          )}
        </Button>
      ))}
      {allowed.has(follow) && (
        <Button disabled={busy} onClick={() => choose(follow)}>
          {lifecycle.act[follow]}
        </Button>
      )}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((act) => ({ key: act, label: lifecycle.act[act] })),
            onClick: ({ key }) => choose(key as SentAct),
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={words.acts} />
        </Dropdown>
      )}
      {refused.length > 0 && (
        <Tooltip
          trigger={['click']}
          styles={{ root: { maxWidth: 460 } }}
          title={
            <ul className="refusals">
              {refused.map((ability) => (
                <li key={ability.act}>
                  <strong>{lifecycle.act[ability.act]}</strong>
                  {colon(to)}
                  {ability.refusal![to]}
                </li>
              ))}
            </ul>
          }
        >
          <Button type="link" size="small" aria-label={words.whyNot}>
            {words.whyNot.split('，')[0]!.split(',')[0]} ({refused.length})
          </Button>
        </Tooltip>
      )}
      {!mine && page.nextStep && <span className="muted acts-hint">{words.nothingToDo}</span>}
    </div>
  )
}

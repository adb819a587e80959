/** Who of a team is on duty: a week at a glance, shifts added, changed and taken over from the week before. */
import { Button } from 'antd'
import LeftOutlined from '@ant-design/icons/LeftOutlined'
import RightOutlined from '@ant-design/icons/RightOutlined'
import { useMemo, useState } from 'react'
import { call } from '../platform/call.ts'
import { clockTime, listed } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { useNow } from '../platform/now.ts'
import { Nothing, Shown } from '../platform/parts/states.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { officeWords } from './office-locale.ts'
import { AnyTeamPicker } from './pickers.tsx'
import { dayOf, daysFrom, mondayOf, startOf, weekLater, weekOf } from './roster-week.ts'
import { ShiftForm, type Shift } from './shift-form.tsx'

export function RosterTab({
  teamId,
  choose,
}: {
  teamId: string | undefined
  choose: (teamId: string | undefined) => void
}) {
  const words = useWords(officeWords)
  const now = useNow(60)
  const thisWeek = mondayOf(now)
  const [monday, setMonday] = useState(thisWeek)
  return (
    <div className="stack">
      <div className="roster-tools">
        <AnyTeamPicker aria-label={words.team} placeholder={words.chooseTeam} value={teamId} onChange={choose} />
        <Button icon={<LeftOutlined />} aria-label={words.before} onClick={() => setMonday(daysFrom(monday, -7))} />
        <strong className="num">{words.week(monday, daysFrom(monday, 6))}</strong>
        <Button icon={<RightOutlined />} aria-label={words.after} onClick={() => setMonday(daysFrom(monday, 7))} />
        {monday !== thisWeek && <Button onClick={() => setMonday(thisWeek)}>{words.thisWeek}</Button>}
      </div>
      {teamId ? (
        <Week key={teamId} teamId={teamId} monday={monday} now={now} />
      ) : (
        <Nothing title={words.chooseTeam} hint={words.chooseTeamHint} />
      )}
    </div>
  )
}

function Week({ teamId, monday, now }: { teamId: string; monday: string; now: Date }) {
  const words = useWords(officeWords)
  const to = useLanguage()
  const [edited, setEdited] = useState<{ shift: Shift | null; day: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const span = (from: string) => ({ from: startOf(from), to: startOf(daysFrom(from, 7)) })
  const roster = useGet('GET /api/v1/teams/{id}/roster', { params: { id: teamId }, query: span(monday) })
  const weekday = useMemo(
    () => new Intl.DateTimeFormat(to === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'Asia/Shanghai' }),
    [to],
  )
  const today = mondayOf(now) === monday ? new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) : ''

  const copyWeek = async () => {
    setBusy(true)
    try {
      const before = await call('GET /api/v1/teams/{id}/roster', {
        params: { id: teamId },
        query: span(daysFrom(monday, -7)),
      })
      const members = new Set(before.members.map(({ id }) => id))
      const put = weekLater(before.shifts, now)
        // What began in the week before last belongs to that one.
        .filter((shift) => shift.startsAt >= startOf(monday))
        .map(({ startsAt, endsAt, people, leaderId }) => {
          const accountIds = people.map(({ id }) => id).filter((id) => members.has(id))
          return {
            id: newId(),
            startsAt,
            endsAt,
            accountIds,
            leaderId: members.has(leaderId) ? leaderId : accountIds[0]!,
          }
        })
        .filter((shift) => shift.accountIds.length > 0)
      if (put.length === 0) return toast('plain', words.nothingToCopy)
      await call('POST /api/v1/teams/{id}/roster', { params: { id: teamId }, body: { commandId: newId(), put } })
      toast('good', words.copied(String(put.length)))
      await refresh('/api/v1/teams')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Shown query={roster} rows={7}>
      {({ shifts, members, mayPlan }) => (
        <div className="stack">
          {!mayPlan && <p className="note">{words.notYours}</p>}
          {mayPlan && members.length === 0 && <p className="note note-warn">{words.noMembers}</p>}
          {mayPlan && members.length > 0 && (
            <div className="row">
              <Button loading={busy} onClick={() => void copyWeek()}>
                {words.copyWeek}
              </Button>
            </div>
          )}
          {edited && (
            <ShiftForm
              key={edited.shift?.id ?? edited.day}
              teamId={teamId}
              day={edited.day}
              shift={edited.shift}
              members={members}
              close={() => setEdited(null)}
            />
          )}
          <ol className="roster-week">
            {weekOf(monday).map((day) => (
              <li
                key={day}
                className={`roster-day${day === today ? ' roster-today' : day < todayOf(now) ? ' roster-past' : ''}`}
              >
                <h3>
                  <span className="num">
                    {day.slice(5)} {weekday.format(new Date(`${day}T12:00:00+08:00`))}
                  </span>
                  {day === today && <span className="pill pill-accent">{words.today}</span>}
                </h3>
                {shifts
                  .filter((shift) => dayOf(shift, monday) === day)
                  .map((shift) => (
                    <ShiftLine
                      key={shift.id}
                      shift={shift}
                      now={now}
                      open={
                        mayPlan && Date.parse(shift.endsAt) > now.getTime()
                          ? () => setEdited({ shift, day })
                          : undefined
                      }
                    />
                  ))}
                {mayPlan && members.length > 0 && daysFrom(day, 1) > todayOf(now) && (
                  <Button size="small" onClick={() => setEdited({ shift: null, day })}>
                    {words.add}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
    </Shown>
  )
}

const todayOf = (now: Date) => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

function ShiftLine({ shift, now, open }: { shift: Shift; now: Date; open: (() => void) | undefined }) {
  const words = useWords(officeWords)
  const to = useLanguage()
  const [from, until] = [Date.parse(shift.startsAt), Date.parse(shift.endsAt)]
  const state = until <= now.getTime() ? 'over' : from <= now.getTime() ? 'now' : 'later'
  const content = (
    <>
      <strong className="num">
        {clockTime(shift.startsAt)}–{clockTime(shift.endsAt)}
        {state === 'now' && <span className="pill pill-good"> {words.onNow}</span>}
      </strong>
      <span>
        {listed(
          shift.people.map((one) => one.name),
          to,
        )}
      </span>
      {shift.phone && <span className="muted num">{shift.phone}</span>}
    </>
  )
  const className = `roster-shift${state === 'now' ? ' roster-now' : state === 'over' ? ' roster-over' : ''}`
  return open ? (
    <button type="button" className={className} onClick={open}>
      {content}
    </button>
  ) : (
    <div className={className}>{content}</div>
  )
}

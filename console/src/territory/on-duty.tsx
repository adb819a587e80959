/** Who of a team is on duty now, beside a danger to life: the team holds the case, these are the people to ring. */
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Shown } from '../platform/parts/states.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { officeWords } from './office-locale.ts'
import '../style/territory.css'

export function OnDutyCard({ teamId, name }: { teamId: string; name: string }) {
  const words = useWords(officeWords)
  const to = useLanguage()
  const duty = useGet('GET /api/v1/teams/{id}/on-duty', { params: { id: teamId } }, { every: 60_000 })
  const [clear, setClear] = useState<Record<string, string>>({})
  const ring = async (shiftId: string) => {
    try {
      const { phone } = await call('POST /api/v1/teams/{id}/duty-phone', {
        params: { id: teamId },
        body: { commandId: newId(), shiftId },
      })
      setClear((before) => ({ ...before, [shiftId]: phone }))
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    }
  }
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.onDuty}</h2>
        <span className="muted">{name}</span>
      </div>
      <Shown query={duty} rows={2}>
        {({ shifts, next, mayRing }) => (
          <>
            {shifts.length === 0 && <p className="muted">{words.notPlanned}</p>}
            {shifts.map((shift) => (
              <p key={shift.id} className="on-duty-line">
                <span>
                  {shift.people.map((one, index) => (
                    <span key={one.id}>
                      {index > 0 && (to === 'zh' ? '、' : ', ')}
                      {one.id === shift.leaderId ? <strong>{one.name}</strong> : one.name}
                    </span>
                  ))}
                </span>
                {clear[shift.id] ? (
                  <a className="num" href={`tel:${clear[shift.id]}`}>
                    {clear[shift.id]}
                  </a>
                ) : (
                  shift.phone && (
                    <>
                      <span className="num">{shift.phone}</span>
                      {mayRing && (
                        <Button size="small" title={words.ringNote} onClick={() => void ring(shift.id)}>
                          {words.ring}
                        </Button>
                      )}
                    </>
                  )
                )}
              </p>
            ))}
            {next && <p className="muted">{words.next(exactTime(next))}</p>}
          </>
        )}
      </Shown>
    </section>
  )
}

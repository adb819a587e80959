/** One shift: from when to when, who, who leads, and the telephone of the shift. */
import { Button, Checkbox, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import type { ShiftAnswer } from '@bihuan/contract/roster'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { officeWords } from './office-locale.ts'
import { fromLocal, sound, toLocal } from './roster-week.ts'

export type Shift = ShiftAnswer

export function ShiftForm({
  teamId,
  day,
  shift,
  members,
  close,
}: {
  teamId: string
  day: string
  shift: Shift | null
  members: readonly { id: string; name: string }[]
  close: () => void
}) {
  const words = useWords(officeWords)
  const to = useLanguage()
  const [id] = useState(() => shift?.id ?? newId())
  const [from, setFrom] = useState(shift ? toLocal(shift.startsAt) : `${day}T08:00`)
  const [until, setUntil] = useState(shift ? toLocal(shift.endsAt) : `${day}T18:00`)
  const [people, setPeople] = useState(shift?.people.map((one) => one.id) ?? [])
  const [leader, setLeader] = useState(shift?.leaderId)
  const [phone, setPhone] = useState('')
  const [noPhone, setNoPhone] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // Who was planned and has left the team since stays on what was planned.
  const known = [...members, ...(shift?.people ?? []).filter((one) => !members.some(({ id: own }) => own === one.id))]
  const leading = leader && people.includes(leader) ? leader : people[0]
  const times = from && until && sound({ startsAt: fromLocal(from), endsAt: fromLocal(until) })

  const send = async (body: { put?: object[]; remove?: string[] }, done: string) => {
    setBusy(true)
    setError(null)
    try {
      await call('POST /api/v1/teams/{id}/roster', {
        params: { id: teamId },
        body: { commandId: newId(), ...body } as { commandId: string },
      })
      toast('good', done)
      await refresh('/api/v1/teams')
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const save = () => {
    setTried(true)
    if (!times || !leading) return
    const written = phone.trim() ? { phone: phone.trim() } : noPhone ? { phone: null } : {}
    const put = { id, startsAt: fromLocal(from), endsAt: fromLocal(until), accountIds: people, leaderId: leading }
    void send({ put: [{ ...put, ...written }] }, words.saved)
  }
  return (
    <section className="act-form" aria-label={shift ? words.change : words.add}>
      <div className="act-form-head">
        <h3>{shift ? words.change : words.add}</h3>
      </div>
      <div className="pair">
        <Field label={words.from} required>
          {(wiring) => (
            <Input {...wiring} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        <Field label={words.to} required {...(tried && !times ? { error: words.timesWrong } : {})}>
          {(wiring) => (
            <Input {...wiring} type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
          )}
        </Field>
        <Field
          label={words.people}
          hint={words.peopleHint}
          required
          {...(tried && people.length === 0 ? { error: words.required } : {})}
        >
          {(wiring) => (
            <Select
              {...wiring}
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              value={people}
              onChange={(next: string[]) => setPeople(next)}
              options={known.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
        </Field>
        <Field label={words.leader} required>
          {(wiring) => (
            <Select
              {...wiring}
              value={leading}
              onChange={(next: string) => setLeader(next)}
              options={known
                .filter((one) => people.includes(one.id))
                .map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
        </Field>
        <Field label={words.phone} hint={shift?.phone ? words.phoneKept(shift.phone) : words.phoneHint}>
          {(wiring) => (
            <Input {...wiring} type="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
          )}
        </Field>
        {shift?.phone && (
          <Checkbox checked={noPhone} onChange={(event) => setNoPhone(event.target.checked)}>
            {words.removePhone}
          </Checkbox>
        )}
      </div>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button type="primary" loading={busy} onClick={save}>
          {words.save}
        </Button>
        {shift && (
          <Popconfirm title={words.removeSure} onConfirm={() => send({ remove: [shift.id] }, words.removed)}>
            <Button danger disabled={busy}>
              {words.remove}
            </Button>
          </Popconfirm>
        )}
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </section>
  )
}

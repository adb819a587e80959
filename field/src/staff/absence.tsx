import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../platform/api.ts'
import { newId } from '../platform/id.ts'
import { sentence } from '../platform/problem.ts'
import { useMe } from '../platform/session.ts'
import { Read } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { Choices, TextField } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { useLanguage, useWords } from '../words/language.ts'
import { moment } from '../words/time.ts'
import { staffWords } from './words.ts'

export function Absence() {
  const me = useMe()
  const words = useWords(staffWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const [declaring, setDeclaring] = useState(false)
  const absences = useQuery({
    queryKey: ['absences'],
    queryFn: ({ signal }) => call('GET /api/v1/absences', { signal }),
  })
  const end = useMutation({
    mutationFn: (id: string) =>
      call('POST /api/v1/absences/{id}/end', { params: { id }, body: { commandId: newId() } }),
    onSuccess: () => {
      toast({ text: words.ended })
      return queries.invalidateQueries({ queryKey: ['absences'] })
    },
    onError: (error) => toast({ text: sentence(error, language), kind: 'bad' }),
  })
  return (
    <section className="stack-tight">
      <h2 className="section">{words.absence}</h2>
      <div className="card stack">
        <Read query={absences} rows={1}>
          {({ rows }) => {
            const mine = rows.filter((one) => one.accountId === me.account.id || one.substituteId === me.account.id)
            if (mine.length === 0) return <p className="soft">{words.absenceNone}</p>
            return mine.map((one) => (
              <div key={one.id} className="stack-tight">
                <p className="strong">{words.absent(one.accountName)}</p>
                <p className="small soft">
                  {moment(one.from, language)} – {moment(one.to, language)}
                  {one.substituteName && ` · ${words.by(one.substituteName)}`}
                </p>
                {one.accountId === me.account.id && (
                  <Button kind="plain" busy={end.isPending} onClick={() => end.mutate(one.id)}>
                    {words.endAbsence}
                  </Button>
                )}
              </div>
            ))
          }}
        </Read>
        <Button kind="line" onClick={() => setDeclaring(true)}>
          {words.declare}
        </Button>
      </div>
      {declaring && <Declare onClose={() => setDeclaring(false)} />}
    </section>
  )
}

function Declare({ onClose }: { onClose: () => void }) {
  const words = useWords(staffWords)
  const language = useLanguage()
  const queries = useQueryClient()
  // One id for this sheet: pressing twice declares once.
  const [commandId] = useState(() => newId())
  const [from, setFrom] = useState(() => local(new Date()))
  const [to, setTo] = useState(() => local(new Date(Date.now() + 86_400_000)))
  const [search, setSearch] = useState('')
  const [substitute, setSubstitute] = useState<string>('')
  const colleagues = useQuery({
    queryKey: ['colleagues', search],
    queryFn: ({ signal }) => call('GET /api/v1/colleagues', { query: search ? { q: search } : {}, signal }),
    placeholderData: (before) => before,
  })
  const declare = useMutation({
    mutationFn: () =>
      call('POST /api/v1/absences', {
        body: {
          commandId,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          ...(substitute ? { substituteId: substitute } : {}),
        },
      }),
    onSuccess: () => {
      toast({ text: words.declared })
      onClose()
      return queries.invalidateQueries({ queryKey: ['absences'] })
    },
  })
  const people = (colleagues.data?.rows ?? []).slice(0, 12)
  return (
    <Sheet
      title={words.declare}
      onClose={onClose}
      foot={
        <Button kind="main" big full busy={declare.isPending} disabled={!from || !to} onClick={() => declare.mutate()}>
          {words.declare}
        </Button>
      }
    >
      <TextField
        label={words.from}
        type="datetime-local"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextField
        label={words.to}
        type="datetime-local"
        value={to}
        min={from}
        onChange={(event) => setTo(event.target.value)}
      />
      <TextField
        label={words.findColleague}
        type="search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Choices
        label={words.substitute}
        value={substitute}
        onChange={setSubstitute}
        options={[{ value: '', label: words.nobody }, ...people.map((one) => ({ value: one.id, label: one.name }))]}
      />
      {declare.error && (
        <p className="error" role="alert">
          {sentence(declare.error, language)}
        </p>
      )}
    </Sheet>
  )
}

/** The form of a datetime-local field, in the device's zone. */
function local(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

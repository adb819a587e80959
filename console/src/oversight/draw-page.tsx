/** One draw: what was committed beforehand, where the seed came from, what came out, what was found, and whether it can be repeated. */
import { Button, Input, Popconfirm } from 'antd'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Answered } from '../platform/call.ts'
import { count, exactTime } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Shown } from '../platform/parts/states.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import '../style/oversight.css'
import { DrawFound } from './draw-found.tsx'
import { DrawMembers } from './draw-members.tsx'
import { DrawRepeat } from './draw-repeat.tsx'
import { oversightWords } from './locale.ts'

export type Draw = Answered<'GET /api/v1/draws/{id}'>

export function DrawPage() {
  const words = useWords(oversightWords)
  const { id } = useParams({ from: '/inside/oversight/draws/$id' })
  const draw = useGet('GET /api/v1/draws/{id}', { params: { id } }, { every: 5_000 })
  return (
    <div className="sheet sheet-wide">
      <p>
        <Link to="/oversight" search={{ tab: 'draws' }}>
          ← {words.tabs.draws}
        </Link>
      </p>
      <Shown query={draw} rows={8}>
        {(data) => (
          <div className="stack">
            <div className="sheet-head">
              <h1>{words.draw.title(data.region.name)}</h1>
              <span className="muted num">
                {data.from} – {data.to} · {words.draw.checkerOf[data.checkers]} · {words.days(String(data.dueDays))}
              </span>
            </div>
            <Steps draw={data} />
            {data.state === 'published' && (
              <>
                <DrawFound draw={data} />
                <DrawRepeat draw={data} />
                <DrawMembers id={data.id} />
              </>
            )}
          </div>
        )}
      </Shown>
    </div>
  )
}

function Steps({ draw }: { draw: Draw }) {
  const words = useWords(oversightWords).draw
  const to = useLanguage()
  const frozen = draw.population !== null
  const published = draw.state === 'published'
  const step = (n: number, title: string, done: boolean, body: React.ReactNode) => (
    <section className={done ? 'step3 step3-done' : 'step3'}>
      <h2>
        <span className="step3-mark" aria-hidden>
          {done ? '✓' : n}
        </span>
        {title}
      </h2>
      {body}
    </section>
  )
  return (
    <div className="steps3">
      {step(
        1,
        frozen ? words.step1 : words.step1Waiting,
        frozen,
        frozen && (
          <>
            <p>{words.step1Hint(count(draw.population!, to))}</p>
            <p className="muted">{words.digest}</p>
            <p className="digest">{draw.populationDigest}</p>
          </>
        ),
      )}
      {step(
        2,
        words.step2,
        published || draw.seedReady,
        <>
          <p>
            {draw.seedFrom === 'number'
              ? words.step2Number(draw.numberOf ?? '')
              : draw.seedPosition !== null && words.step2Log(count(draw.seedPosition, to))}
          </p>
          {!published && draw.seedFrom === 'log' && frozen && (
            <p className="muted">{draw.seedReady ? words.step2Ready : words.step2Wait}</p>
          )}
          {published && (
            <>
              <p className="digest">{draw.seedValue}</p>
              <p className="muted">{words.seedDigest}</p>
              <p className="digest">{draw.seed}</p>
            </>
          )}
        </>,
      )}
      {step(3, words.step3, published, <Publish draw={draw} />)}
    </div>
  )
}

function Publish({ draw }: { draw: Draw }) {
  const words = useWords(oversightWords).draw
  const to = useLanguage()
  const [number, setNumber] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (draw.state === 'published')
    return (
      <>
        <p>{words.published(draw.publishedBy?.name ?? '', exactTime(draw.publishedAt!))}</p>
        <p className="muted">{words.sampleDigest}</p>
        <p className="digest">{draw.sampleDigest}</p>
      </>
    )
  if (draw.state === 'discarded' || !draw.mayPublish) return <p className="muted">{words.state[draw.state]}</p>
  const act = async (body: { act: 'publish'; number?: string } | { act: 'discard' }) => {
    setBusy(true)
    setError(null)
    try {
      await call('POST /api/v1/draws/{id}/acts', { params: { id: draw.id }, body: { commandId: newId(), ...body } })
      await refresh('/api/v1/draws', '/api/v1/check-tasks')
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const wants = draw.seedFrom === 'number'
  return (
    <div className="stack">
      {wants && (
        <Input
          aria-label={words.number}
          placeholder={words.number}
          maxLength={200}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      )}
      <div className="row">
        <Button
          type="primary"
          loading={busy}
          disabled={!draw.seedReady || (wants && number.trim() === '')}
          onClick={() => void act({ act: 'publish', ...(wants ? { number: number.trim() } : {}) })}
        >
          {words.publish}
        </Button>
        <Popconfirm title={words.discardAsk} onConfirm={() => void act({ act: 'discard' })}>
          <Button type="text" danger disabled={busy}>
            {words.discard}
          </Button>
        </Popconfirm>
      </div>
      {error !== null && <div className="note note-danger">{sentenceOf(error, to)}</div>}
    </div>
  )
}

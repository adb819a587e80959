/** Repeating a published draw: on the server at once, or anywhere with the list that is handed out here. */
import { Button } from 'antd'
import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import RetweetOutlined from '@ant-design/icons/RetweetOutlined'
import { useState } from 'react'
import { call, type Answered } from '../platform/call.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { sentenceOf } from '../platform/problem.ts'
import type { Draw } from './draw-page.tsx'
import { oversightWords } from './locale.ts'

type Repeat = Answered<'GET /api/v1/draws/{id}/repeat'>

export function DrawRepeat({ draw }: { draw: Draw }) {
  const words = useWords(oversightWords).draw
  const to = useLanguage()
  const [repeat, setRepeat] = useState<Repeat | null>(null)
  const [busy, setBusy] = useState<'repeat' | 'list' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const run = async (what: 'repeat' | 'list', work: () => Promise<void>) => {
    setBusy(what)
    setError(null)
    try {
      await work()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(null)
    }
  }
  const again = () =>
    run('repeat', async () => setRepeat(await call('GET /api/v1/draws/{id}/repeat', { params: { id: draw.id } })))
  const download = () => run('list', async () => save(`draw-${draw.id}.csv`, await listOf(draw)))
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.repeat}</h2>
        <Button icon={<RetweetOutlined />} loading={busy === 'repeat'} onClick={() => void again()}>
          {words.repeat}
        </Button>
        <Button icon={<DownloadOutlined />} loading={busy === 'list'} onClick={() => void download()}>
          {words.download}
        </Button>
      </div>
      <p className="muted">
        {words.repeatHint} {words.downloadHint}
      </p>
      {repeat && (
        <div className={`note ${repeat.equal ? 'note-good' : 'note-danger'}`} role="status" style={{ marginTop: 8 }}>
          <div>
            <strong>{repeat.equal ? words.equal : words.unequal}</strong>
            <p className="digest">{repeat.sampleDigest}</p>
          </div>
        </div>
      )}
      {error !== null && <div className="note note-danger">{sentenceOf(error, to)}</div>}
    </section>
  )
}

/** The head says what the draw was; then the population, line by line, as its digest covers it. */
async function listOf(draw: Draw): Promise<string[]> {
  const head = {
    draw: draw.id,
    region: draw.region.id,
    from: draw.from,
    to: draw.to,
    size: draw.size,
    'extra-fixed': draw.extra.fixed,
    'extra-gap': draw.extra.gap,
    'population-digest': draw.populationDigest,
    'seed-value': draw.seedValue,
    seed: draw.seed,
    'sample-digest': draw.sampleDigest,
  }
  const parts = [
    `${Object.entries(head)
      .map(([name, value]) => `# ${name}: ${value}\n`)
      .join('')}number,case,fixed,gap\n`,
  ]
  for (let part: number | null = 0; part !== null;) {
    const answer: Answered<'GET /api/v1/draws/{id}/population'> = await call('GET /api/v1/draws/{id}/population', {
      params: { id: draw.id },
      query: { part },
    })
    parts.push(answer.lines)
    part = answer.next
  }
  return parts
}

function save(name: string, parts: string[]): void {
  const address = URL.createObjectURL(new Blob(parts, { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

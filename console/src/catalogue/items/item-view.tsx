/** One item as it is, in the version in force or an earlier one: what it asks, how it goes, what changed. */
import { Button, Popconfirm } from 'antd'
import { Link } from '@tanstack/react-router'
import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined'
import type { Answered } from '../../platform/call.ts'
import { lifecycleWords } from '../../cases/lifecycle-words.ts'
import { limitText } from '../../cases/limit.ts'
import { listed } from '../../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { Shown } from '../../platform/parts/states.tsx'
import { Table } from '../../platform/parts/table.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import { useGet } from '../../platform/query.ts'
import { useMay } from '../../platform/session.ts'
import { ItemVersions } from './item-versions.tsx'
import { useStart } from './use-start.ts'
import { itemWords } from './words.ts'

type Item = Answered<'GET /api/v1/items/{id}'>
const FLAGS = ['hazard', 'autoAssess', 'autoDispatch', 'needsAfterEvidence', 'needsReview', 'needsCallBack'] as const
const PLAN = ['steps', 'call', 'documents', 'basis'] as const

export function ItemView({ id, version }: { id: string; version: number | undefined }) {
  const item = useGet('GET /api/v1/items/{id}', { params: { id }, query: version === undefined ? {} : { version } })
  const words = useWords(itemWords)
  return (
    <div className="stack">
      <Link to="/catalogue" search={{}} className="catalogue-back">
        <ArrowLeftOutlined aria-hidden /> {words.back}
      </Link>
      <Shown query={item} rows={8}>
        {(data) => (
          <>
            <Head item={data} old={version !== undefined && version !== data.currentVersion} />
            <Conditions item={data} />
            <div className="pair">
              <HowItGoes item={data} />
              <Plan item={data} />
            </div>
            <ItemVersions id={id} shown={data.version} />
          </>
        )}
      </Shown>
    </div>
  )
}

function Head({ item, old }: { item: Item; old: boolean }) {
  const words = useWords(itemWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const manages = useMay()('catalogue.manage')
  const { start, busy, error } = useStart()
  const name = inLanguage(item.name, to)
  const change = (what: 'item-retire' | 'item-restore') =>
    start({
      title: `${what === 'item-retire' ? words.retire : words.restore} ${item.code} ${item.name.zh}`,
      source: { type: 'edit', edits: [{ what, id: item.id }] },
    })
  return (
    <>
      <div className="sheet-head catalogue-head">
        <h1>{name}</h1>
        {manages && !old && (
          <div className="row">
            {!item.retired && (
              <Link to="/catalogue" search={{ edit: item.id }}>
                <Button type="primary">{words.edit}</Button>
              </Link>
            )}
            {item.retired ? (
              <Button loading={busy} onClick={() => void change('item-restore')}>
                {words.restore}
              </Button>
            ) : (
              <Popconfirm title={words.retireHint} onConfirm={() => change('item-retire')}>
                <Button danger loading={busy}>
                  {words.retire}
                </Button>
              </Popconfirm>
            )}
          </div>
        )}
      </div>
      <div className="row">
        <span className="num">{item.code}</span>
        <span className="muted">{inLanguage(item.category.name, to)}</span>
        <span className={item.severity === 'danger-to-life' ? 'pill pill-solid' : 'pill'}>
          {lifecycle.severity[item.severity]}
        </span>
        <span className="pill">{words.versionOf(String(item.version))}</span>
        {item.retired && <span className="pill pill-pause">{words.retired}</span>}
      </div>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      {old && (
        <div className="note note-warn">
          {words.oldVersion(String(item.version), String(item.currentVersion))}{' '}
          <Link to="/catalogue" search={{ item: item.id }}>
            {words.toCurrent}
          </Link>
        </div>
      )}
    </>
  )
}

function Conditions({ item }: { item: Item }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const imported = item.conditions.some((one) => one.imported && (one.imported.handling || one.imported.supervising))
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.conditions}</h2>
      </div>
      <Table
        caption={words.conditions}
        rows={item.conditions}
        rowKey={(row) => row.id}
        columns={[
          { key: 'id', title: '#', width: 50, cell: (row) => <span className="muted">{row.id}</span> },
          { key: 'filing', title: words.filing, cell: (row) => inLanguage(row.filing, to) },
          { key: 'closing', title: words.closing, cell: (row) => inLanguage(row.closing, to) },
          {
            key: 'limit',
            title: words.limit,
            width: 170,
            cell: (row) => (
              <>
                {limitText(row.limit, to) || words.noLimit}
                {row.limitMeans === 'stop' && (
                  <div>
                    <span className="pill pill-warn" title={words.stopHint}>
                      {words.stop}
                    </span>
                  </div>
                )}
                {row.imported?.limit && <div className="muted">{row.imported.limit}</div>}
              </>
            ),
          },
          ...(imported
            ? [
                {
                  key: 'handling',
                  title: words.handling,
                  cell: (row: Item['conditions'][number]) => row.imported?.handling ?? '–',
                  wideOnly: true,
                },
                {
                  key: 'supervising',
                  title: words.supervising,
                  cell: (row: Item['conditions'][number]) => row.imported?.supervising ?? '–',
                  wideOnly: true,
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}

function HowItGoes({ item }: { item: Item }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const set = FLAGS.filter((flag) => item[flag])
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.flags}</h2>
      </div>
      <dl className="facts">
        <dt>{words.procedure}</dt>
        <dd>{inLanguage(item.procedure.name, to)}</dd>
        <dt>{words.reworkLimit}</dt>
        <dd>{limitText(item.reworkLimit, to) || words.noLimit}</dd>
        <dt>{words.keywords}</dt>
        <dd>{listed(item.keywords, to) || '–'}</dd>
      </dl>
      <ul className="catalogue-list">
        {set.length === 0 ? (
          <li className="muted">{words.noFlags}</li>
        ) : (
          set.map((flag) => <li key={flag}>{words.flag[flag]}</li>)
        )}
      </ul>
    </section>
  )
}

function Plan({ item }: { item: Item }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const parts = PLAN.filter((part) => item.plan[part].length > 0)
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.plan}</h2>
      </div>
      {parts.length === 0 && <p className="muted">{words.noPlan}</p>}
      {parts.map((part) => (
        <div key={part}>
          <h3>{words.planOf[part]}</h3>
          <ol className="catalogue-list">
            {item.plan[part].map((line) => (
              <li key={line.zh}>{inLanguage(line, to)}</li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

/** What must I do now: the cases that wait for me by kind, what burns first on top, and the chosen one beside them. */
import { Button, Input, type InputRef } from 'antd'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ItemPicker } from '../catalogue/item-picker.tsx'
import { count } from '../platform/format.ts'
import { useKeys } from '../platform/keys.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { Failed, Loading, Nothing, Shown } from '../platform/parts/states.tsx'
import { useGet, useList } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { BulkBar } from './bulk-bar.tsx'
import { BulkResults, type BulkOutcome } from './bulk-results.tsx'
import { CaseView } from './case-view.tsx'
import { useChosen } from './chosen.ts'
import { DeskRow } from './desk-row.tsx'
import { DeskTabs } from './desk-tabs.tsx'
import { caseWords } from './locale.ts'
import type { CaseLine, Tab } from './shapes.ts'

/** Headings under which cases of several states wait. */
const MIXED: readonly Tab[] = ['requests', 'supervise', 'calls', 'escalated']

export function DeskPage() {
  const words = useWords(caseWords)
  const search = useSearch({ from: '/inside/' })
  const navigate = useNavigate({ from: '/' })
  const desk = useGet('GET /api/v1/desk', {}, { every: 60_000 })
  const tabs = desk.data?.tabs ?? []
  const tab = (tabs.find((one) => one.tab === search.tab) ?? tabs.find((one) => one.count > 0) ?? tabs[0])?.tab
  if (desk.error && !desk.data) return <Failed error={desk.error} again={() => void desk.refetch()} />
  if (!tab)
    return desk.isPending ? <Loading rows={8} /> : <Nothing title={words.desk.allDone} hint={words.desk.allDoneHint} />
  return (
    <div className={`desk${search.case ? ' desk-with-case' : ''}`}>
      <h1 className="unseen">{words.desk.title}</h1>
      <DeskTabs tabs={tabs} current={tab} choose={(next) => void navigate({ search: { tab: next } })} />
      {tabs.every((one) => one.count === 0) && !search.case ? (
        <AllDone />
      ) : (
        <Waiting key={tab} tab={tab} inAddress={search.case} />
      )}
    </div>
  )
}

/** Nothing waits: what burns elsewhere is one step away. */
function AllDone() {
  const words = useWords(caseWords)
  const may = useMay()
  return (
    <Nothing title={words.desk.allDone} hint={words.desk.allDoneHint}>
      <div className="row">
        <Link to="/cases" search={{ state: 'open', overdue: 'any', sort: 'due' }}>
          {words.desk.burning}
        </Link>
        <Link to="/cases" search={{ following: 'true' }}>
          {words.list.following}
        </Link>
        {may('overview.read') && <Link to="/overview">{words.desk.toOverview}</Link>}
      </div>
    </Nothing>
  )
}

function Waiting({ tab, inAddress }: { tab: Tab; inAddress: string | undefined }) {
  const words = useWords(caseWords)
  const to = useLanguage()
  const navigate = useNavigate({ from: '/' })
  // Narrowed to one item, so that what is alike can be done together.
  const [itemId, setItemId] = useState<string>()
  const list = useList('GET /api/v1/desk/{tab}', { params: { tab }, query: itemId ? { itemId } : {} })
  const { rows } = list
  const { chosen, shown, choose } = useChosen(tab, inAddress)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null)
  // What could not be done stays selected, so that something else can be tried with it.
  const finished = (done: BulkOutcome) => {
    setOutcome(done)
    setSelected(new Set(done.results.filter((one) => one.problem).map((one) => one.subject)))
    // What was done has left the desk: the next one that still waits lies open.
    const gone = new Set(done.results.filter((one) => !one.problem).map((one) => one.subject))
    if (!chosen || !gone.has(chosen) || ['note', 'follow'].includes(done.act)) return
    const waiting = rows.filter((row) => !gone.has(row.id))
    choose((waiting.find((row) => rows.indexOf(row) >= position.current) ?? waiting[0])?.id)
  }
  const finder = useRef<InputRef>(null)
  const place = useRef<HTMLDivElement>(null)
  // Where the chosen case stood: when it leaves the tab, the next one takes its place under the reader's hand.
  const position = useRef(0)
  const index = rows.findIndex((row) => row.id === chosen)
  if (index >= 0) position.current = index

  const step = (by: number) => {
    const next =
      rows[Math.min(Math.max((index < 0 ? position.current - (by > 0 ? 1 : 0) : index) + by, 0), rows.length - 1)]
    if (next) choose(next.id, 'walking')
    if (by > 0 && index >= rows.length - 15 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => chosen && toggle(chosen),
    '/': () => finder.current?.focus(),
    Enter: () => chosen && void navigate({ to: '/cases/$id', params: { id: chosen } }),
    Escape: () => (selected.size > 0 ? setSelected(new Set()) : choose(undefined)),
  })
  useEffect(() => {
    place.current?.querySelector(`[data-row="${chosen}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  // On a wide screen the first case lies open at once, also when the list was narrowed; on a phone the list comes first.
  useEffect(() => {
    const strange = !chosen || (itemId !== undefined && index < 0)
    if (strange && rows[0] && matchMedia('(min-width: 1024px)').matches) choose(rows[0].id)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows.length > 0, itemId, list.isPending])
  const picked = useMemo(() => rows.filter((row) => selected.has(row.id)), [rows, selected])

  return (
    <div className="desk-split">
      <section className="desk-list" aria-label={words.desk.list} ref={place}>
        <div className="desk-tools">
          {picked.length > 0 ? (
            <div className="row">
              <strong>{words.desk.selected(count(picked.length, to))}</strong>
              <Button size="small" onClick={() => setSelected(new Set(rows.map((row) => row.id)))}>
                {words.desk.selectAll}
              </Button>
              <Button size="small" onClick={() => setSelected(new Set())}>
                {words.desk.clear}
              </Button>
            </div>
          ) : (
            <div className="desk-find">
              <Input
                ref={finder}
                allowClear
                placeholder={`${words.desk.search}  /`}
                aria-label={words.desk.search}
                onPressEnter={(event) =>
                  void navigate({ to: '/cases', search: { number: event.currentTarget.value.trim() } })
                }
                onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
              />
              <ItemPicker
                aria-label={words.desk.onlyItem}
                placeholder={words.desk.onlyItem}
                value={itemId}
                onChange={setItemId}
              />
            </div>
          )}
        </div>
        {list.error && rows.length === 0 ? (
          <Failed error={list.error} again={() => void list.refetch()} />
        ) : list.isPending ? (
          <Loading rows={9} />
        ) : rows.length === 0 ? (
          <Nothing title={words.desk.empty} hint={words.desk.emptyHint} />
        ) : (
          <ul className="desk-rows">
            {rows.map((row) => (
              <DeskRow
                key={row.id}
                row={row}
                chosen={row.id === chosen}
                selected={selected.has(row.id)}
                state={MIXED.includes(tab)}
                choose={() => choose(row.id)}
                toggle={() => toggle(row.id)}
              />
            ))}
            <More list={list} />
          </ul>
        )}
      </section>
      <div className="desk-case">
        {outcome && <BulkResults outcome={outcome} close={() => setOutcome(null)} />}
        {picked.length > 0 && <BulkBar tab={tab} picked={picked} finished={finished} />}
        {chosen && shown === undefined ? (
          <Coming row={rows[index]} />
        ) : shown ? (
          <Chosen id={shown} close={() => choose(undefined)} acted={() => step(next(rows, position.current, shown))} />
        ) : (
          rows.length > 0 && <Nothing title={words.desk.pick} hint={words.desk.pickHint} />
        )}
      </div>
    </div>
  )
}

/** After an act the hand moves on; back at the end of the list. */
function next(rows: CaseLine[], position: number, chosen: string): number {
  return rows[position]?.id === chosen && position === rows.length - 1 ? -1 : 1
}

function More({ list }: { list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const shell = useWords(platformWords)
  const mark = useRef<HTMLLIElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    const place = mark.current
    if (!place || !hasNextPage) return
    const watch = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && !isFetchingNextPage && void fetchNextPage(),
      { rootMargin: '400px' },
    )
    watch.observe(place)
    return () => watch.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <li ref={mark} className="desk-more">
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {shell.more}
        </Button>
      )}
    </li>
  )
}

/** While the hand walks on: what the list knows of the case already. No act can be begun here. */
function Coming({ row }: { row: CaseLine | undefined }) {
  const to = useLanguage()
  return (
    <div aria-busy="true">
      {row && (
        <>
          <p className="number">{row.number}</p>
          <h1>{inLanguage(row.item.name, to)}</h1>
          <p className="muted">{row.excerpt}</p>
        </>
      )}
      <Loading rows={8} />
    </div>
  )
}

function Chosen({ id, acted, close }: { id: string; acted: () => void; close: () => void }) {
  const shell = useWords(platformWords)
  const page = useGet('GET /api/v1/cases/{id}', { params: { id } })
  return (
    <>
      <Button className="desk-back" onClick={close}>
        ← {shell.back}
      </Button>
      <Shown query={page} rows={10}>
        {(data) => (
          <CaseView
            key={data.id}
            page={data}
            pane
            acted={(_, act) => !['follow', 'unfollow', 'note'].includes(act) && acted()}
          />
        )}
      </Shown>
    </>
  )
}

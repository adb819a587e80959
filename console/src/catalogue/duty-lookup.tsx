import { useState } from 'react'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { limitText } from '../cases/limit.ts'
import type { Answered } from '../platform/call.ts'
import { listed } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { Shown } from '../platform/parts/states.tsx'
import { Table } from '../platform/parts/table.tsx'
import { useGet } from '../platform/query.ts'
import { RegionPicker, useDepartments, useRegions } from '../territory/pickers.tsx'
import { ItemPicker } from './item-picker.tsx'
import { catalogueWords } from './locale.ts'

type Reason = Answered<'GET /api/v1/duties/route'>['why'][number]

/** Where a case of this item in this region would go today, why, and what the item asks for. */
export function DutyLookup() {
  const words = useWords(catalogueWords)
  const [itemId, setItem] = useState<string>()
  const [regionId, setRegion] = useState<string>()
  return (
    <div className="stack">
      <div className="pair" style={{ maxWidth: 760 }}>
        <Field label={words.item}>{(wiring) => <ItemPicker {...wiring} value={itemId} onChange={setItem} />}</Field>
        <Field label={words.region}>
          {(wiring) => <RegionPicker {...wiring} value={regionId} onChange={setRegion} />}
        </Field>
      </div>
      {!itemId && <p className="muted">{words.pick}</p>}
      {itemId && regionId && <Outcome itemId={itemId} regionId={regionId} />}
      {itemId && <Concerning itemId={itemId} regionId={regionId} />}
      {itemId && <ItemCard itemId={itemId} />}
    </div>
  )
}

function Outcome({ itemId, regionId }: { itemId: string; regionId: string }) {
  const words = useWords(catalogueWords)
  const to = useLanguage()
  const route = useGet('GET /api/v1/duties/route', { query: { item: itemId, region: regionId } })
  const sentence = useReasonSentence()
  return (
    <section className="card">
      <Shown query={route} rows={3}>
        {(data) => (
          <div className="stack" style={{ gap: 10 }}>
            <div className={`note ${data.outcome === 'routed' ? 'note-good' : 'note-danger'}`}>
              <span>
                {words.outcome[data.outcome]}{' '}
                <strong>
                  {listed(
                    data.leads.map((lead) => inLanguage(lead.department.name, to)),
                    to,
                  )}
                </strong>
                {data.outcome === 'routed' && data.leads[0] && data.leads[0].assisting.length > 0 && (
                  <>
                    {' · '}
                    {words.assisting}{' '}
                    {listed(
                      data.leads[0].assisting.map((one) => inLanguage(one.name, to)),
                      to,
                    )}
                  </>
                )}
              </span>
            </div>
            <h2>{words.why}</h2>
            <ol className="why">
              {data.why.map((reason, index) => (
                <li key={`${reason.code}${index}`}>{sentence(reason)}</li>
              ))}
            </ol>
          </div>
        )}
      </Shown>
    </section>
  )
}

/** A reason in words, with the names of what its ids mean. */
function useReasonSentence(): (reason: Reason) => string {
  const words = useWords(catalogueWords).reason
  const to = useLanguage()
  const regions = useRegions()
  const departments = useDepartments()
  const department = (id: string) => {
    const row = departments.data?.rows.find((one) => one.id === id)
    return row ? (to === 'en' && row.nameEn) || row.name : ''
  }
  return ({ code, params }) => {
    const one = (name: string) => String(params[name] ?? '')
    const lead = department(one('leadDepartmentId'))
    const region = regions.data?.rows.find((row) => row.id === one('regionId'))?.name ?? ''
    switch (code) {
      case 'duty-won':
        return words['duty-won'](region, lead, one('basis'))
      case 'over-category':
        return words['over-category'](lead)
      case 'over-wider-region':
        return words['over-wider-region'](region, lead)
      case 'agreed-with':
        return words['agreed-with'](lead)
      case 'skipped-orphan':
        return words['skipped-orphan'](lead)
      case 'overlap':
        return words.overlap(listed([params['leadDepartmentIds'] ?? []].flat().map(department), to))
      case 'no-duty':
        return words['no-duty']
      default:
        return code
    }
  }
}

function Concerning({ itemId, regionId }: { itemId: string; regionId: string | undefined }) {
  const words = useWords(catalogueWords)
  const to = useLanguage()
  const duties = useGet('GET /api/v1/duties', { query: { item: itemId, ...(regionId ? { region: regionId } : {}) } })
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.duties}</h2>
      </div>
      <Shown query={duties} rows={3}>
        {({ rows }) => (
          <Table
            caption={words.duties}
            rows={rows}
            rowKey={(row) => row.id}
            empty={<p className="muted">{words.none}</p>}
            columns={[
              {
                key: 'of',
                title: words.item,
                cell: (row) =>
                  row.item
                    ? inLanguage(row.item.name, to)
                    : row.category
                      ? `${words.category} ${inLanguage(row.category.name, to)}`
                      : '–',
              },
              { key: 'region', title: words.region, cell: (row) => row.region.name },
              { key: 'lead', title: words.lead, cell: (row) => <strong>{inLanguage(row.lead.name, to)}</strong> },
              {
                key: 'assisting',
                title: words.assisting,
                cell: (row) =>
                  listed(
                    row.assisting.map((one) => inLanguage(one.name, to)),
                    to,
                  ) || '–',
                wideOnly: true,
              },
              { key: 'basis', title: words.basis, cell: (row) => row.basis, wideOnly: true },
              { key: 'until', title: words.until, cell: (row) => row.validTo ?? '–', wideOnly: true },
            ]}
          />
        )}
      </Shown>
    </section>
  )
}

function ItemCard({ itemId }: { itemId: string }) {
  const words = useWords(catalogueWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const item = useGet('GET /api/v1/items/{id}', { params: { id: itemId } })
  return (
    <section className="card">
      <Shown query={item} rows={5}>
        {(data) => {
          const steps = [
            ...Object.entries(data.procedure.limits).map(([step, limit]) => ({
              step,
              limit,
              name: (lifecycle.step as Record<string, string>)[step] ?? step,
            })),
            { step: 'whole', limit: data.procedure.whole, name: words.whole },
          ].filter((row) => row.limit !== null)
          return (
            <div className="stack">
              <div className="card-head">
                <h2>{inLanguage(data.name, to)}</h2>
                <span className="muted">
                  {inLanguage(data.category.name, to)} · {words.version(String(data.version))}
                </span>
                <span className="pill">{lifecycle.severity[data.severity]}</span>
              </div>
              <Table
                caption={words.conditions}
                rows={data.conditions}
                rowKey={(row) => row.id}
                columns={[
                  { key: 'filing', title: words.filing, cell: (row) => inLanguage(row.filing, to) },
                  { key: 'closing', title: words.closing, cell: (row) => inLanguage(row.closing, to) },
                  { key: 'limit', title: words.limit, cell: (row) => limitText(row.limit, to) || words.noLimit },
                ]}
              />
              <h3>
                {words.procedure} · {inLanguage(data.procedure.name, to)}
              </h3>
              <Table
                caption={words.procedure}
                rows={steps}
                rowKey={(row) => row.step}
                columns={[
                  { key: 'step', title: words.step, cell: (row) => row.name },
                  { key: 'limit', title: words.limit, cell: (row) => limitText(row.limit, to) },
                  {
                    key: 'source',
                    title: words.source,
                    wideOnly: true,
                    cell: (row) => {
                      const source = (
                        data.procedure.sources as Record<string, { zh: string; en: string }> | undefined
                      )?.[row.step]
                      return source ? inLanguage(source, to) : '–'
                    },
                  },
                ]}
              />
            </div>
          )
        }}
      </Shown>
    </section>
  )
}

import { buildSuggestIndex, suggest } from '@bihuan/domain/suggest'
import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import type { AnswerOf } from '../platform/api.ts'
import { setting } from '../platform/setting.ts'
import { Failed, Loading } from '../parts/blank.tsx'
import { TextField } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { useNow } from '../parts/now.ts'
import { Sheet } from '../parts/sheet.tsx'
import type { Point } from '../territory/geometry.ts'
import { inLanguage, useLanguage, useWords } from '../words/language.ts'
import { type Catalogue, type ItemBrief, useCatalogue } from './items.ts'
import { offered, remembered, type Use } from './offer.ts'
import { itemWords } from './words.ts'

const uses = setting<Use[]>('item-uses', [])
const NO_PLAN = { steps: [], call: [], documents: [], basis: [] }
const SHOWN = 5

export function rememberUse(itemId: string, point: Point | null): void {
  uses.set(remembered(uses.get(), { itemId, at: Date.now(), point }))
}

/** Suggestions from what was said, and before anything was said from here and from habit; the whole catalogue is one touch away. */
export function ItemChoice({
  text,
  here,
  danger,
  chosenId,
  onChoose,
}: {
  text: string
  here: Point | null
  danger: boolean
  chosenId: string | null
  onChoose: (item: ItemBrief) => void
}) {
  const words = useWords(itemWords)
  const language = useLanguage()
  const catalogue = useCatalogue()
  const [whole, setWhole] = useState(false)
  // Once chosen, one line is enough; what lies nearby then stands under the eye.
  const [choosing, setChoosing] = useState(false)
  const said = useDeferredValue(text.trim())
  const suggestions = useSuggestions(catalogue.data, said, here, danger)
  if (!catalogue.data)
    return catalogue.isError ? <Failed error={catalogue.error} onRetry={() => void catalogue.refetch()} /> : <Loading />
  const chosen = catalogue.data.items.find((item) => item.id === chosenId)
  if (chosen && !choosing) {
    return (
      <div className="card flush rows">
        <button type="button" className="row" aria-pressed="true" onClick={() => setChoosing(true)}>
          <Icon name="check" />
          <span className="grow strong">{inLanguage(chosen.name, language)}</span>
          <span className="change">{words.change}</span>
        </button>
      </div>
    )
  }
  const shown = chosen && !suggestions.includes(chosen) ? [chosen, ...suggestions].slice(0, SHOWN) : suggestions
  const choose = (item: ItemBrief) => {
    setChoosing(false)
    onChoose(item)
  }
  return (
    <>
      <div className="card flush rows" role="radiogroup" aria-label={words.what}>
        {shown.map((item) => (
          <ItemRow key={item.id} item={item} chosen={item.id === chosenId} onChoose={() => choose(item)} />
        ))}
        {shown.length === 0 && <p className="row soft">{words.none}</p>}
        <button type="button" className="row" onClick={() => setWhole(true)}>
          <Icon name="search" />
          <span className="grow strong">{words.whole}</span>
          <Icon name="next" />
        </button>
      </div>
      {whole && (
        <WholeCatalogue
          catalogue={catalogue.data}
          language={language}
          onClose={() => setWhole(false)}
          onChoose={(item) => {
            choose(item)
            setWhole(false)
          }}
        />
      )}
    </>
  )
}

function ItemRow({ item, chosen, onChoose }: { item: ItemBrief; chosen: boolean; onChoose: () => void }) {
  const words = useWords(itemWords)
  const language = useLanguage()
  return (
    <button type="button" className="row" role="radio" aria-checked={chosen} onClick={onChoose}>
      <span className="grow strong">{inLanguage(item.name, language)}</span>
      {item.severity === 'danger-to-life' && <span className="chip alert">{words.danger}</span>}
      {chosen && <Icon name="check" />}
    </button>
  )
}

function useSuggestions(
  catalogue: Catalogue | undefined,
  said: string,
  here: Point | null,
  danger: boolean,
): ItemBrief[] {
  const queries = useQueryClient()
  const now = useNow(600_000)
  const index = useMemo(() => {
    if (!catalogue) return null
    const names = new Map(
      catalogue.categories.map((category) => [category.id, `${category.name.zh} ${category.name.en}`]),
    )
    return buildSuggestIndex(
      catalogue.items.map((item) => ({ ...item, plan: NO_PLAN })),
      (id) => names.get(id) ?? '',
    )
  }, [catalogue])
  return useMemo(() => {
    if (!catalogue || !index) return []
    const byId = new Map(catalogue.items.map((item) => [item.id, item]))
    const dangerous = danger ? catalogue.items.filter((item) => item.severity === 'danger-to-life') : []
    if (said) {
      const found = suggest(index, said, SHOWN).flatMap(({ item }) => byId.get(item.id) ?? [])
      if (found.length > 0) return found
    }
    // What is open around here is known from the lists that were read already; no further request is made for it.
    const lists = queries.getQueriesData<{ rows?: AnswerOf<'GET /api/v1/cases'>['rows'] }>({ queryKey: ['desk'] })
    const open = lists.flatMap(([, list]) =>
      (list?.rows ?? []).map((line): Use => ({
        itemId: line.item.id,
        at: Date.parse(line.reportedAt),
        point: line.position,
      })),
    )
    const habit = offered(uses.get(), open, here, now).flatMap((id) => byId.get(id) ?? [])
    return [...new Set([...dangerous, ...habit, ...catalogue.items])].slice(0, SHOWN)
  }, [catalogue, index, said, here, danger, queries, now])
}

function WholeCatalogue({
  catalogue,
  language,
  onClose,
  onChoose,
}: {
  catalogue: Catalogue
  language: 'zh' | 'en'
  onClose: () => void
  onChoose: (item: ItemBrief) => void
}) {
  const words = useWords(itemWords)
  const [find, setFind] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const wanted = find.trim().toLowerCase()
  const matches = (item: ItemBrief) =>
    [item.code, item.name.zh, item.name.en, ...item.keywords].some((text) => text.toLowerCase().includes(wanted))
  return (
    <Sheet title={words.choose} onClose={onClose}>
      <TextField label={words.find} type="search" value={find} onChange={(event) => setFind(event.target.value)} />
      {wanted ? (
        <div className="card flush rows">
          {catalogue.items
            .filter(matches)
            .slice(0, 60)
            .map((item) => (
              <ItemRow key={item.id} item={item} chosen={false} onChoose={() => onChoose(item)} />
            ))}
        </div>
      ) : (
        <div className="card flush rows">
          {catalogue.categories.map((category) => (
            <div key={category.id}>
              <button
                type="button"
                className="row"
                aria-expanded={open === category.id}
                onClick={() => setOpen(open === category.id ? null : category.id)}
              >
                <span className="grow strong">{inLanguage(category.name, language)}</span>
                <span className="soft figures">
                  {catalogue.items.filter((item) => item.categoryId === category.id).length}
                </span>
              </button>
              {open === category.id && (
                <div className="rows indent">
                  {catalogue.items
                    .filter((item) => item.categoryId === category.id)
                    .map((item) => (
                      <ItemRow key={item.id} item={item} chosen={false} onChoose={() => onChoose(item)} />
                    ))}
                </div>
              )}
            </div>
          ))}
        </div>
      )}
    </Sheet>
  )
}

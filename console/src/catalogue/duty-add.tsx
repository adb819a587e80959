/** A new duty: item or category, region, and who leads. */
import { Radio, Segmented } from 'antd'
import { useState } from 'react'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { RegionPicker, useRegions } from '../territory/pickers.tsx'
import { CategoryPicker, useCategories } from './category-picker.tsx'
import { useDepartmentNames } from './department-names.ts'
import { keyOfCell, useDutyDraft } from './duty-draft.ts'
import { DutyForm } from './duty-form.tsx'
import { dutyWords } from './duty-words.ts'
import { ItemPicker, useItems } from './item-picker.tsx'

interface Props {
  initial: { item?: string | undefined; region?: string | undefined }
  close: () => void
}

export function DutyAdd({ initial, close }: Props) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const { note } = useDutyDraft()
  const nameOf = useDepartmentNames()
  const regions = useRegions()
  const items = useItems()
  const categories = useCategories()
  const [of, setOf] = useState<'item' | 'category'>('item')
  const [item, setItem] = useState(initial.item)
  const [category, setCategory] = useState<string>()
  const root = regions.data?.rows.find((row) => row.parentId === null)?.id
  const [chosen, setRegion] = useState<string | undefined>(initial.region)
  const region = chosen ?? root
  const [how, setHow] = useState<'set' | 'add'>('set')
  const subjectId = of === 'item' ? item : category
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.add}</h2>
      </div>
      <DutyForm
        initial={{}}
        complete={subjectId !== undefined && region !== undefined}
        cancel={close}
        before={
          <>
            <Field label={words.subject} required group>
              {(wiring) => (
                <div className="duty-subject">
                  <Segmented<'item' | 'category'>
                    value={of}
                    onChange={setOf}
                    options={[
                      { value: 'item', label: words.oneItem },
                      { value: 'category', label: words.wholeCategory },
                    ]}
                  />
                  {of === 'item' ? (
                    <ItemPicker aria-label={wiring['aria-label'] ?? ''} value={item} onChange={setItem} />
                  ) : (
                    <CategoryPicker aria-label={wiring['aria-label'] ?? ''} value={category} onChange={setCategory} />
                  )}
                </div>
              )}
            </Field>
            <Field label={words.region} required>
              {(wiring) => <RegionPicker {...wiring} value={region} onChange={setRegion} />}
            </Field>
            <Field label={words.how} group>
              {() => (
                <Radio.Group
                  name="duty-how"
                  value={how}
                  onChange={(event) => setHow(event.target.value as 'set' | 'add')}
                  options={[
                    { value: 'set', label: words.replaces },
                    { value: 'add', label: words.alsoThere },
                  ]}
                />
              )}
            </Field>
          </>
        }
        save={({ lead, assisting, basis, from }) => {
          const key = {
            itemId: of === 'item' ? item! : null,
            categoryId: of === 'category' ? category! : null,
            regionId: region!,
          }
          const answers = { leadDepartmentId: lead, assistingDepartmentIds: assisting, basis }
          const names = of === 'item' ? items.data?.rows : categories.data?.rows
          const subject = names?.find((row) => row.id === subjectId)
          const place = regions.data?.rows.find((row) => row.id === region)?.name ?? ''
          note({
            key: how === 'set' ? keyOfCell(key) : `${keyOfCell(key)} ${lead}`,
            about: `${subject ? inLanguage(subject.name, to) : ''} · ${place}`,
            becomes: nameOf(lead),
            change:
              how === 'set'
                ? { change: 'set', ...key, from, drafts: [answers] }
                : { change: 'add', draft: { ...key, ...answers, validFrom: from } },
          })
          close()
        }}
      />
    </section>
  )
}

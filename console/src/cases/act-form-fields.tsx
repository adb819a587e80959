/** The fields of an act's form. Which of them an act has stands in act-fields.ts. */
import { DatePicker, Input, InputNumber, Radio, Select, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useEffect } from 'react'
import { ConditionPicker, ItemPicker, useItem, type ItemBrief } from '../catalogue/item-picker.tsx'
import { Field, useFieldErrors } from '../platform/parts/field.tsx'
import { useLanguage, useWords } from '../platform/language.ts'
import type { useUploads } from '../platform/upload.ts'
import { businessDate, moment } from '../platform/format.ts'
import { cityNow } from '../platform/now.ts'
import { DepartmentPicker } from '../territory/pickers.tsx'
import { ACT_FIELDS, purposeOf, type FieldKind } from './act-fields.ts'
import type { ActValues } from './act-values.ts'
import { Attachments } from './attachments.tsx'
import { LeadFields } from './lead-fields.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { limitText } from './limit.ts'
import { caseWords } from './locale.ts'
import { ParentPicker } from './parent-picker.tsx'
import type { CasePage, Limit, SentAct } from './shapes.ts'

export interface FieldsProps {
  act: SentAct
  page: CasePage
  values: ActValues
  change: (next: Partial<ActValues>) => void
  gaps: (keyof ActValues)[]
  error: unknown
  uploads: ReturnType<typeof useUploads>
  purposes: Record<string, string>
  setPurpose: (key: string, purpose: string) => void
}

export function ActFields(props: FieldsProps) {
  return ACT_FIELDS[props.act].map((kind) => <One key={kind} kind={kind} {...props} />)
}

/** An item with a single condition leaves nothing to choose. */
function OnlyCondition({ item, chosen, choose }: { item: ItemBrief | null; chosen: string | undefined; choose: (id: string) => void }) {
  const only = item?.conditions.length === 1 ? item.conditions[0]!.id : undefined
  useEffect(() => {
    if (only && !chosen) choose(only)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [only, chosen])
  return null
}

function One({ kind, act, page, values, change, gaps, error, uploads, purposes, setPurpose }: FieldsProps & { kind: FieldKind }) {
  const words = useWords(caseWords).form
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const item = useItem(values.itemId)
  const said = useFieldErrors(error)
  const errorOf = (name: keyof ActValues, field: string = name) => (gaps.includes(name) ? words.required : said(field))
  const choices = (map: Record<string, string>) => Object.entries(map).map(([value, label]) => ({ value, label }))
  switch (kind) {
    case 'text':
    case 'reason':
      return (
        <Field label={kind === 'reason' && act !== 'note' ? words.reason : words.text} required={kind === 'reason'} error={errorOf('text')}>
          {(wiring) => <Input.TextArea {...wiring} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} value={values.text ?? ''} onChange={(event) => change({ text: event.target.value })} />}
        </Field>
      )
    case 'files':
      return (
        <Field label={words.files} error={said('files')} group>
          {() => <Attachments uploads={uploads} purposes={purposes} setPurpose={setPurpose} usual={purposeOf(act)} />}
        </Field>
      )
    case 'item':
      return (
        <>
          <OnlyCondition item={item} chosen={values.conditionId} choose={(conditionId) => change({ conditionId })} />
          <Field label={words.item} required error={errorOf('itemId')}>
            {(wiring) => <ItemPicker {...wiring} value={values.itemId} onChange={(itemId) => change({ itemId, conditionId: undefined })} />}
          </Field>
          <Field label={words.condition} required group error={errorOf('conditionId')}>
            {(wiring) => (
              <ConditionPicker {...wiring} item={item} value={values.conditionId} limitText={(limit) => limitText(limit, to)} onChange={(conditionId) => change({ conditionId })} />
            )}
          </Field>
          <Field label={words.rectification}>
            {(wiring) => (
              <Select {...wiring} allowClear placeholder={words.unset} value={values.rectification} onChange={(rectification: string | undefined) => change({ rectification })} options={choices(lifecycle.rectification)} />
            )}
          </Field>
        </>
      )
    case 'split-item':
      return (
        <Field label={words.item} required error={errorOf('itemId')}>
          {(wiring) => <ItemPicker {...wiring} value={values.itemId} onChange={(itemId) => change({ itemId })} />}
        </Field>
      )
    case 'lead':
    case 'lead-required':
      return <LeadFields page={page} values={values} change={change} required={kind === 'lead-required'} errorOf={errorOf} />
    case 'department':
      return (
        <Field label={words.department} required error={errorOf('departmentId')}>
          {(wiring) => <DepartmentPicker {...wiring} value={values.departmentId} onChange={(departmentId) => change({ departmentId })} />}
        </Field>
      )
    case 'basis':
      return (
        <Field label={words.basis} hint={words.basisHint} required error={errorOf('basis')}>
          {(wiring) => <Input {...wiring} maxLength={500} value={values.basis ?? ''} onChange={(event) => change({ basis: event.target.value })} />}
        </Field>
      )
    case 'extension':
    case 'order-limit':
      return (
        <Field label={kind === 'extension' ? words.limit : words.orderLimit} required error={errorOf('amount', 'limit')}>
          {(wiring) => (
            <div className="row">
              <InputNumber {...wiring} style={{ width: 110 }} min={0} max={100_000} value={values.amount} onChange={(amount) => change({ amount })} />
              <Select
                aria-label={words.unit}
                style={{ width: 170 }}
                disabled={kind === 'extension'}
                value={values.unit}
                onChange={(unit: Limit['unit']) => change({ unit })}
                options={choices(lifecycle.unit)}
              />
            </div>
          )}
        </Field>
      )
    case 'suspension':
      return (
        <Field label={words.until} hint={words.conditionHint} required error={errorOf('until') ?? errorOf('condition')} group>
          {() => (
            <div className="stack" style={{ gap: 8 }}>
              <Segmented
                value={values.terms ?? 'day'}
                onChange={(terms) => change({ terms: terms as 'day' | 'condition' })}
                options={[
                  { value: 'day', label: words.byDate },
                  { value: 'condition', label: words.byCondition },
                ]}
              />
              {values.terms === 'condition' ? (
                <Input aria-label={words.orCondition} maxLength={500} value={values.condition ?? ''} onChange={(event) => change({ condition: event.target.value })} />
              ) : (
                <DatePicker
                  aria-label={words.until}
                  value={values.until ? dayjs(businessDate(values.until)) : null}
                  minDate={dayjs(businessDate(cityNow())).add(1, 'day')}
                  maxDate={dayjs(businessDate(cityNow())).add(1, 'year')}
                  onChange={(day) => change({ until: day ? `${day.format('YYYY-MM-DD')}T23:59:59.999+08:00` : undefined })}
                />
              )}
            </div>
          )}
        </Field>
      )
    case 'decline-reason':
    case 'void-reason':
      return (
        <Field label={words.reasonKind} required error={errorOf('kind', 'reason')}>
          {(wiring) => <Select {...wiring} value={values.kind} onChange={(value: string) => change({ kind: value })} options={choices(kind === 'decline-reason' ? words.declineReason : words.voidReason)} />}
        </Field>
      )
    case 'closing': {
      const { 'fixed-on-the-spot': _, ...closings } = lifecycle.closing
      return (
        <Field label={words.closing}>
          {(wiring) => <Select {...wiring} value={values.closing ?? 'put-right'} onChange={(closing: string) => change({ closing })} options={choices(closings)} />}
        </Field>
      )
    }
    case 'result':
      return (
        <Field label={words.result} required error={errorOf('result')} group>
          {() => <Radio.Group value={values.result} onChange={(event) => change({ result: event.target.value as string })} options={choices(lifecycle.callBack)} />}
        </Field>
      )
    case 'parent':
      return (
        <Field label={words.parent} hint={words.parentHint} required error={errorOf('parentId')}>
          {(wiring) => <ParentPicker {...wiring} page={page} value={values.parentId} onChange={(parentId) => change({ parentId })} />}
        </Field>
      )
    case 'supervise-order':
    case 'call-order': {
      const orders = (kind === 'call-order' ? page.calls : page.supervises).filter((order) => order.settledAt === null)
      if (orders.length === 1) return null
      return (
        <Field label={kind === 'call-order' ? words.call : words.order} required error={errorOf('orderId')}>
          {(wiring) => (
            <Select {...wiring} value={values.orderId} onChange={(orderId: string) => change({ orderId })} options={orders.map((order) => ({ value: order.id, label: `${order.by.name} · ${moment(order.at, cityNow(), to)}` }))} />
          )}
        </Field>
      )
    }
  }
}

/** The fields of an act's form. Which of them an act has stands in act-fields.ts. */
import { Input, InputNumber, Radio, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { ItemPicker } from '../catalogue/item-picker.tsx'
import { Field, useFieldErrors } from '../platform/parts/field.tsx'
import { useLanguage, useWords } from '../platform/language.ts'
import { Loading } from '../platform/parts/states.tsx'
import type { useUploads } from '../platform/upload.ts'
import { moment } from '../platform/format.ts'
import { cityNow } from '../platform/now.ts'
import { DepartmentPicker } from '../territory/pickers.tsx'
import { ACT_FIELDS, purposeOf, type FieldKind } from './act-fields.ts'
import type { ActValues } from './act-values.ts'
import { Attachments } from './attachments.tsx'
import { ItemFields } from './item-fields.tsx'
import { LeadFields } from './lead-fields.tsx'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import { ParentPicker } from './parent-picker.tsx'
import type { CasePage, Limit, SentAct } from './shapes.ts'

// The calendar to pick a day from is loaded with the one form that needs it.
const SuspensionField = lazy(() =>
  import('./suspension-field.tsx').then((module) => ({ default: module.SuspensionField })),
)

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

function One({
  kind,
  act,
  page,
  values,
  change,
  gaps,
  error,
  uploads,
  purposes,
  setPurpose,
}: FieldsProps & { kind: FieldKind }) {
  const words = useWords(caseWords).form
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const said = useFieldErrors(error)
  const errorOf = (name: keyof ActValues, field: string = name) => (gaps.includes(name) ? words.required : said(field))
  const choices = (map: Record<string, string>) => Object.entries(map).map(([value, label]) => ({ value, label }))
  switch (kind) {
    case 'text':
    case 'reason':
      return (
        <Field
          label={kind === 'reason' && act !== 'note' ? words.reason : words.text}
          required={kind === 'reason'}
          error={errorOf('text')}
        >
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={values.text ?? ''}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </Field>
      )
    case 'files':
      return (
        <Field label={words.files} error={said('files')} group>
          {() => <Attachments uploads={uploads} purposes={purposes} setPurpose={setPurpose} usual={purposeOf(act)} />}
        </Field>
      )
    case 'item':
      return <ItemFields values={values} change={change} errorOf={errorOf} />
    case 'split-item':
      return (
        <Field label={words.item} required error={errorOf('itemId')}>
          {(wiring) => <ItemPicker {...wiring} value={values.itemId} onChange={(itemId) => change({ itemId })} />}
        </Field>
      )
    case 'lead':
    case 'lead-required':
      return (
        <LeadFields page={page} values={values} change={change} required={kind === 'lead-required'} errorOf={errorOf} />
      )
    case 'department':
      return (
        <Field label={words.department} required error={errorOf('departmentId')}>
          {(wiring) => (
            <DepartmentPicker
              {...wiring}
              value={values.departmentId}
              onChange={(departmentId) => change({ departmentId })}
            />
          )}
        </Field>
      )
    case 'basis':
      return (
        <Field label={words.basis} hint={words.basisHint} required error={errorOf('basis')}>
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={500}
              value={values.basis ?? ''}
              onChange={(event) => change({ basis: event.target.value })}
            />
          )}
        </Field>
      )
    case 'extension':
    case 'order-limit':
      return (
        <Field
          label={kind === 'extension' ? words.limit : words.orderLimit}
          required
          error={errorOf('amount', 'limit')}
        >
          {(wiring) => (
            <div className="row">
              <InputNumber
                {...wiring}
                style={{ width: 110 }}
                min={0}
                max={100_000}
                value={values.amount}
                onChange={(amount) => change({ amount })}
              />
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
        <Suspense fallback={<Loading rows={2} />}>
          <SuspensionField values={values} change={change} error={errorOf('until') ?? errorOf('condition')} />
        </Suspense>
      )
    case 'decline-reason':
    case 'void-reason':
      return (
        <Field label={words.reasonKind} required error={errorOf('kind', 'reason')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={values.kind}
              onChange={(value: string) => change({ kind: value })}
              options={choices(kind === 'decline-reason' ? words.declineReason : words.voidReason)}
            />
          )}
        </Field>
      )
    case 'closing': {
      const { 'fixed-on-the-spot': _, ...closings } = lifecycle.closing
      return (
        <Field label={words.closing}>
          {(wiring) => (
            <Select
              {...wiring}
              value={values.closing ?? 'put-right'}
              onChange={(closing: string) => change({ closing })}
              options={choices(closings)}
            />
          )}
        </Field>
      )
    }
    case 'result':
      return (
        <Field label={words.result} required error={errorOf('result')} group>
          {() => (
            <Radio.Group
              value={values.result}
              onChange={(event) => change({ result: event.target.value as string })}
              options={choices(lifecycle.callBack)}
            />
          )}
        </Field>
      )
    case 'parent':
      return (
        <Field label={words.parent} hint={words.parentHint} required error={errorOf('parentId')}>
          {(wiring) => (
            <ParentPicker
              {...wiring}
              page={page}
              value={values.parentId}
              onChange={(parentId) => change({ parentId })}
            />
          )}
        </Field>
      )
    case 'supervise-order':
    case 'call-order': {
      const orders = (kind === 'call-order' ? page.calls : page.supervises).filter((order) => order.settledAt === null)
      if (orders.length === 1) return null
      return (
        <Field label={kind === 'call-order' ? words.call : words.order} required error={errorOf('orderId')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={values.orderId}
              onChange={(orderId: string) => change({ orderId })}
              options={orders.map((order) => ({
                value: order.id,
                label: `${order.by.name} · ${moment(order.at, cityNow(), to)}`,
              }))}
            />
          )}
        </Field>
      )
    }
  }
}

/** Asking where the cases of a period would have gone, under a rehearsed revision or changes that were only noted. */
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { DutyChangeSent } from '@bihuan/contract/duties-edit'
import { call } from '../platform/call.ts'
import { businessDate } from '../platform/format.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { dutyWords } from './duty-words.ts'

const PERIODS = ['month', 'days30', 'days90', 'year'] as const
export type WhatIfPeriod = (typeof PERIODS)[number]
const DAY = 86_400_000

export function periodDays(period: WhatIfPeriod, now: Date): { from: string; to: string } {
  const today = businessDate(now)
  if (period === 'month') {
    const last = new Date(Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`) - DAY).toISOString().slice(0, 10)
    return { from: `${last.slice(0, 7)}-01`, to: last }
  }
  const days = { days30: 29, days90: 89, year: 364 }[period]
  return { from: businessDate(now.getTime() - days * DAY), to: today }
}

interface Props {
  title: string
  source: { revisionId: string } | { changes: DutyChangeSent[] }
  asked: (id: string) => void
}

export function AskWhatIf({ title, source, asked }: Props) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const [busy, setBusy] = useState(false)
  const ask = async (period: WhatIfPeriod) => {
    setBusy(true)
    try {
      const { id } = await call('POST /api/v1/duties/what-ifs', {
        body: { commandId: newId(), title, ...source, ...periodDays(period, cityNow()) },
      })
      await refresh('/api/v1/duties/what-ifs')
      asked(id)
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: PERIODS.map((key) => ({ key, label: words.periods[key] })),
        onClick: ({ key }) => void ask(key as WhatIfPeriod),
      }}
    >
      <Button loading={busy} aria-haspopup="menu">
        {words.whatIfOf}
      </Button>
    </Dropdown>
  )
}

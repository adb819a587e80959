/** The list as a file: the same filter, the same scope, page after page from the same endpoint. */
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../platform/call.ts'
import { businessDate, count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { sentenceOf } from '../platform/problem.ts'
import { toast } from '../platform/toast.tsx'
import { csvOf, MOST_EXPORTED } from './export-rows.ts'
import { caseWords } from './locale.ts'
import type { CaseLine } from './shapes.ts'

const PAGE = 200

export function ExportButton({ filter, disabled }: { filter: Record<string, string>; disabled: boolean }) {
  const words = useWords(caseWords).list
  const to = useLanguage()
  const [read, setRead] = useState<number | null>(null)
  const run = async () => {
    setRead(0)
    try {
      const rows: CaseLine[] = []
      let next: string | null = null
      do {
        const query: Record<string, unknown> = { ...filter, limit: PAGE, ...(next ? { next } : {}) }
        const page: { rows: CaseLine[]; next: string | null } = await call('GET /api/v1/cases', { query })
        rows.push(...page.rows)
        next = page.next
        setRead(rows.length)
      } while (next !== null && rows.length < MOST_EXPORTED)
      save(csvOf(rows, to), `${words.title}-${businessDate(cityNow())}.csv`)
      const many = count(rows.length, to)
      if (next === null) toast('good', words.exported(many))
      else toast('danger', words.exportedFirst(many))
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    } finally {
      setRead(null)
    }
  }
  return (
    <Button
      size="small"
      disabled={disabled}
      loading={read !== null}
      title={words.exportHint(count(MOST_EXPORTED, to))}
      onClick={() => void run()}
    >
      {read ? words.exporting(count(read, to)) : words.export}
    </Button>
  )
}

function save(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Who is responsible: the holes of the duty table, and for one item in one region where it would go and why. */
import { Tabs } from 'antd'
import { useWords } from '../platform/language.ts'
import { DutyLookup } from './duty-lookup.tsx'
import { DutyReport } from './duty-report.tsx'
import { catalogueWords } from './locale.ts'

export function DutiesPage() {
  const words = useWords(catalogueWords)
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>{words.title}</h1>
      </div>
      <Tabs
        destroyOnHidden
        items={[
          { key: 'report', label: words.report, children: <DutyReport /> },
          { key: 'lookup', label: words.lookup, children: <DutyLookup /> },
        ]}
      />
    </div>
  )
}

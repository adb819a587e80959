/** The auditor's room: what happened, whether it is still as it was written, and the seals that prove it. */
import { Tabs } from 'antd'
import { useState } from 'react'
import { useWords } from '../platform/language.ts'
import { useMay } from '../platform/session.ts'
import { EventsTab } from './events-tab.tsx'
import { auditWords } from './locale.ts'
import { SealsTab } from './seals-tab.tsx'
import { VerifyTab } from './verify-tab.tsx'

export function AuditPage() {
  const words = useWords(auditWords)
  const may = useMay()
  const [tab, setTab] = useState('events')
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>{words.title}</h1>
      </div>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        destroyOnHidden
        items={[
          { key: 'events', label: words.events, children: <EventsTab /> },
          ...(may('audit.verify') ? [{ key: 'verify', label: words.verify, children: <VerifyTab /> }] : []),
          { key: 'seals', label: words.seals, children: <SealsTab /> },
        ]}
      />
    </div>
  )
}

/** Oversight: is what was closed true, who was ordered to move, who asked for time, who was called and came. */
import { Tabs } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../platform/language.ts'
import { useMay } from '../platform/session.ts'
import { BatchesTab } from './batches-tab.tsx'
import { CallsTab } from './calls-tab.tsx'
import { DeferralsTab } from './deferrals-tab.tsx'
import { DrawsTab } from './draws-tab.tsx'
import { oversightWords } from './locale.ts'
import { TasksTab } from './tasks-tab.tsx'

export function OversightPage() {
  const words = useWords(oversightWords)
  const may = useMay()
  const search = useSearch({ from: '/inside/oversight' })
  const navigate = useNavigate({ from: '/oversight' })
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>{words.title}</h1>
      </div>
      <Tabs
        activeKey={search['tab'] ?? 'draws'}
        onChange={(tab) => void navigate({ search: { tab } })}
        destroyOnHidden
        items={[
          { key: 'draws', label: words.tabs.draws, children: <DrawsTab mayPlan={may('spot-check.draw')} /> },
          { key: 'tasks', label: words.tabs.tasks, children: <TasksTab /> },
          { key: 'batches', label: words.tabs.batches, children: <BatchesTab mayOrder={may('supervise')} /> },
          { key: 'deferrals', label: words.tabs.deferrals, children: <DeferralsTab /> },
          { key: 'calls', label: words.tabs.calls, children: <CallsTab /> },
        ]}
      />
    </div>
  )
}

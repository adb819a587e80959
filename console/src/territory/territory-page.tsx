/** The territory: regions, grids, offices, rosters, what was brought in. Which of it is open stands in the address. */
import { Tabs } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../platform/language.ts'
import { refresh } from '../platform/query.ts'
import { useMay } from '../platform/session.ts'
import { RevisionHistory } from '../revisions/history.tsx'
import { RevisionView } from '../revisions/revision-view.tsx'
import { FindingsMap } from './findings-map.tsx'
import { GridEditor } from './grid-editor.tsx'
import { ImportTab } from './import-tab.tsx'
import { territoryWords } from './locale.ts'
import { OfficesTab } from './offices-tab.tsx'
import { BackButton, RegionsTab } from './regions-tab.tsx'
import { RosterTab } from './roster-tab.tsx'
import { TERRITORY_TABS, type TerritorySearch, type TerritoryTab } from './search.ts'
import '../style/territory.css'

export function TerritoryPage() {
  const words = useWords(territoryWords)
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/inside/territory' })
  const manages = may('territory.manage')
  const go = (next: TerritorySearch) => void navigate({ to: '/territory', search: next })
  const shown = TERRITORY_TABS.filter((tab) => manages || tab === 'regions' || tab === 'offices' || tab === 'roster')
  // Who only plans rosters begins there.
  const tab = shown.find((one) => one === search.tab) ?? (manages ? 'regions' : 'roster')
  // The address keeps where it was begun, so that one comes back to it from the rehearsal.
  const { revision: rehearsal, ...begun } = search
  const opened = (revision: string) => go({ ...begun, tab, revision })

  if (rehearsal && manages) {
    return (
      <div className="sheet sheet-wide">
        <div className="sheet-head">
          <BackButton back={() => go({ ...begun, tab })} />
          <h1>{words.title}</h1>
        </div>
        <RevisionView
          key={rehearsal}
          kind="territory"
          id={rehearsal}
          counts={words.counts}
          whats={words.whats}
          steps={words.steps}
          between={(revision, chosen, choose) => <FindingsMap revision={revision} chosen={chosen} choose={choose} />}
          changed={() =>
            refresh('/api/v1/regions', '/api/v1/grids', '/api/v1/departments', '/api/v1/teams', '/api/v1/sectors')
          }
        />
      </div>
    )
  }
  const content: Record<TerritoryTab, () => React.ReactNode> = {
    regions: () => (
      <RegionsTab
        regionId={search.region}
        choose={(region) => go({ tab: 'regions', region })}
        editGrids={manages ? (region) => go({ tab: 'grids', region }) : undefined}
        cut={manages ? (region) => go({ tab: 'import', source: 'cut', region }) : undefined}
      />
    ),
    grids: () => (
      <GridEditor
        regionId={search.region}
        gridId={search.grid}
        choose={(region) => go({ tab: 'grids', ...(region ? { region } : {}) })}
        opened={(revision, grid) => {
          const { grid: _, ...place } = begun
          go({ ...place, tab, revision, ...(grid ? { grid } : {}) })
        }}
      />
    ),
    import: () => <ImportTab begin={search.source} regionId={search.region} opened={opened} />,
    offices: () => <OfficesTab opened={opened} roster={(team) => go({ tab: 'roster', team })} />,
    roster: () => (
      <RosterTab teamId={search.team} choose={(team) => go({ tab: 'roster', ...(team ? { team } : {}) })} />
    ),
    history: () => <RevisionHistory kind="territory" open={opened} />,
  }
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>{words.title}</h1>
      </div>
      <Tabs
        destroyOnHidden
        activeKey={tab}
        onChange={(key) => go({ tab: key as TerritoryTab })}
        items={shown.map((one) => ({
          key: one,
          label: words.tabs[one],
          children: one === tab ? content[one]() : null,
        }))}
      />
    </div>
  )
}

/** The catalogue: items, procedures, what is brought in. Which of it is open stands in the address. */
import { Tabs } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../../platform/language.ts'
import { useMay } from '../../platform/session.ts'
import { RevisionHistory } from '../../revisions/history.tsx'
import { CatalogueRevision } from './catalogue-revision.tsx'
import { ImportTab } from './import-tab.tsx'
import { ItemEditor } from './item-editor.tsx'
import { ItemView } from './item-view.tsx'
import { ItemsTab } from './items-tab.tsx'
import { ProceduresTab } from './procedures-tab.tsx'
import { ProfilesTab } from './profiles-tab.tsx'
import { CATALOGUE_TABS, type CatalogueSearch, type CatalogueTab } from './search.ts'
import { itemWords } from './words.ts'
import '../../style/catalogue.css'

export function CataloguePage() {
  const words = useWords(itemWords)
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/inside/catalogue' })
  const go = (next: CatalogueSearch) => void navigate({ to: '/catalogue', search: next })
  const manages = may('catalogue.manage')
  if (search.edit && manages)
    return (
      <div className="sheet">
        <ItemEditor key={search.edit} id={search.edit === 'new' ? null : search.edit} category={search.category} />
      </div>
    )
  if (search.item)
    return (
      <div className="sheet">
        <ItemView key={search.item} id={search.item} version={search.version} />
      </div>
    )
  const content: Record<CatalogueTab, () => ReactNode> = {
    items: () => <ItemsTab search={search} go={go} />,
    procedures: () => <ProceduresTab />,
    import: () => <ImportTab />,
    profiles: () => <ProfilesTab />,
    history: () =>
      search.revision ? (
        <CatalogueRevision key={search.revision} id={search.revision} />
      ) : (
        <RevisionHistory kind="catalogue" open={(revision) => go({ tab: 'history', revision })} />
      ),
  }
  const shown = CATALOGUE_TABS.filter((tab) => manages || tab === 'items' || tab === 'procedures')
  const current = shown.find((tab) => tab === search.tab) ?? 'items'
  return (
    <div className="sheet sheet-wide">
      <div className="sheet-head">
        <h1>{words.title}</h1>
      </div>
      <Tabs
        activeKey={current}
        onChange={(key) => go({ tab: key as CatalogueTab })}
        destroyOnHidden
        items={shown.map((key) => ({ key, label: words.tabs[key], children: content[key]() }))}
      />
    </div>
  )
}

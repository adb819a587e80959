/** The tree of regions, found by name or code; of one of them its code with its history, what lies above and below, and its map. */
import { Button, Tree } from 'antd'
import { useMemo, useState, type Key } from 'react'
import { call } from '../platform/call.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { SearchInput } from '../platform/parts/search-input.tsx'
import { Failed, Loading, Nothing, Shown } from '../platform/parts/states.tsx'
import { useGet } from '../platform/query.ts'
import { sentenceOf } from '../platform/problem.ts'
import { toast } from '../platform/toast.tsx'
import { territoryWords } from './locale.ts'
import { RegionCard } from './region-card.tsx'

interface Row {
  id: string
  code: string
  name: string
  level: 'city' | 'county' | 'town' | 'community'
  parentId: string | null
  children: number
  grids: number
}
interface Node {
  key: string
  title: string
  isLeaf: boolean
  children?: Node[]
}

const nodeOf = (row: Row): Node => ({ key: row.id, title: row.name, isLeaf: row.children === 0 })

export function RegionsTab({
  regionId,
  choose,
  editGrids,
  cut,
}: {
  regionId: string | undefined
  choose: (id: string) => void
  editGrids: ((id: string) => void) | undefined
  cut: ((id: string) => void) | undefined
}) {
  const words = useWords(territoryWords)
  const to = useLanguage()
  const [text, setText] = useState<string | undefined>(undefined)
  const first = useGet('GET /api/v1/regions', { query: { depth: 2 } }, { staleTime: 5_000 })
  const found = useGet('GET /api/v1/regions', { query: { text: text ?? '' } }, { enabled: text !== undefined })
  const [loaded, setLoaded] = useState<Record<string, Row[]>>({})
  const nodes = useMemo(() => {
    const rows = (first.data?.rows ?? []) as Row[]
    const below = (id: string | null): Node[] =>
      [...rows.filter((row) => row.parentId === id), ...(id === null ? [] : (loaded[id] ?? []))]
        .filter((row, index, all) => all.findIndex((other) => other.id === row.id) === index)
        .toSorted((a, b) => (a.code < b.code ? -1 : 1))
        .map((row) => {
          const children = below(row.id)
          return { ...nodeOf(row), ...(children.length > 0 ? { children } : {}) }
        })
    return below(null)
  }, [first.data, loaded])
  // Until one is chosen, the city itself.
  const shown = regionId ?? (text === undefined ? nodes[0]?.key : undefined)
  const open = async (id: string) => {
    if (loaded[id]) return
    try {
      const { rows } = await call('GET /api/v1/regions', { query: { parent: id } })
      setLoaded((before) => ({ ...before, [id]: rows }))
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    }
  }
  return (
    <div className="regions">
      <div className="regions-tree card">
        <SearchInput label={words.searchRegions} value={text} search={setText} width={260} />
        {text !== undefined ? (
          <Shown query={found} rows={5}>
            {({ rows, truncated }) => (
              <>
                {rows.length === 0 && <Nothing title={words.noneFound} />}
                {truncated && <p className="muted">{words.tooMany}</p>}
                <ul className="regions-found">
                  {rows.slice(0, 200).map((row) => (
                    <li key={row.id}>
                      <button
                        type="button"
                        className="editor-grid"
                        aria-pressed={row.id === regionId}
                        onClick={() => choose(row.id)}
                      >
                        <span>
                          {row.name} <span className="muted">{words.level[row.level]}</span>
                        </span>
                        <span className="muted num">{row.code}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Shown>
        ) : first.error ? (
          <Failed error={first.error} again={() => void first.refetch()} />
        ) : first.isPending ? (
          <Loading rows={8} />
        ) : nodes.length === 0 ? (
          <Nothing title={words.noRegions} hint={words.noRegionsHint} />
        ) : (
          <Tree
            aria-label={words.tree}
            blockNode
            treeData={nodes}
            defaultExpandedKeys={nodes.map((node) => node.key)}
            selectedKeys={shown ? [shown] : []}
            loadData={({ key }) => open(String(key))}
            onSelect={(keys: Key[]) => keys[0] && choose(String(keys[0]))}
          />
        )}
      </div>
      <div className="regions-one">
        {shown ? (
          <RegionCard key={shown} id={shown} choose={choose} editGrids={editGrids} cut={cut} />
        ) : (
          nodes.length > 0 && <Nothing title={words.chooseRegion} />
        )}
      </div>
    </div>
  )
}

export function BackButton({ back }: { back: () => void }) {
  const words = useWords(territoryWords)
  return <Button onClick={back}>{words.back}</Button>
}

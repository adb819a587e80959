/** The versions of an item, newest first: who changed what, by which revision, and how many open cases are under each. */
import { Link } from '@tanstack/react-router'
import { count, exactTime } from '../../platform/format.ts'
import { useLanguage, useWords } from '../../platform/language.ts'
import { Shown } from '../../platform/parts/states.tsx'
import { useGet } from '../../platform/query.ts'
import { useMay } from '../../platform/session.ts'
import { DifferenceList } from './difference.tsx'
import { useNames } from './names.ts'
import { itemWords } from './words.ts'

export function ItemVersions({ id, shown }: { id: string; shown: number }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const manages = useMay()('catalogue.manage')
  const nameOf = useNames()
  const versions = useGet('GET /api/v1/catalogue/items/{id}/versions', { params: { id } })
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.versions}</h2>
        <span className="muted">{words.versionsHint}</span>
      </div>
      <Shown query={versions} rows={3}>
        {({ rows }) => (
          <div className="timeline">
            {rows.map(({ version, revision, openCases, changes }) => (
              <div key={version} className="timeline-line">
                <div className="timeline-head">
                  <strong>{words.versionOf(String(version))}</strong>
                  {version !== shown && (
                    <Link to="/catalogue" search={{ item: id, version }}>
                      {words.see}
                    </Link>
                  )}
                  {revision ? (
                    <span className="muted">
                      {manages ? (
                        <Link to="/catalogue" search={{ tab: 'history', revision: revision.id }}>
                          {revision.title}
                        </Link>
                      ) : (
                        revision.title
                      )}{' '}
                      · {revision.by} · <span className="num">{exactTime(revision.at)}</span>
                    </span>
                  ) : (
                    <span className="muted">{words.came}</span>
                  )}
                  {openCases > 0 && <span className="pill pill-accent">{words.openCases(count(openCases, to))}</span>}
                </div>
                {changes.length > 0 ? (
                  <DifferenceList changes={changes} nameOf={nameOf} />
                ) : (
                  <p className="muted">{words.firstVersion}</p>
                )}
              </div>
            ))}
          </div>
        )}
      </Shown>
    </section>
  )
}

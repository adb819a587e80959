/** Five cities to begin from. */
import { Button } from 'antd'
import { count, listed } from '../../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { Shown } from '../../platform/parts/states.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import { useGet } from '../../platform/query.ts'
import { useStart } from './use-start.ts'
import { itemWords } from './words.ts'

export function ProfilesTab() {
  const words = useWords(itemWords)
  const to = useLanguage()
  const profiles = useGet('GET /api/v1/catalogue/profiles', {}, { staleTime: 600_000 })
  const { start, busy, error } = useStart()
  return (
    <div className="stack">
      <p className="muted">{words.profilesHint}</p>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <Shown query={profiles} rows={8}>
        {({ rows }) => (
          <div className="profiles">
            {rows.map((profile) => (
              <section key={profile.id} className="card profile" aria-labelledby={`profile-${profile.id}`}>
                <h2 id={`profile-${profile.id}`}>{inLanguage(profile.name, to)}</h2>
                <p>
                  <strong>{words.profileNumbers(count(profile.items, to), count(profile.categories, to))}</strong>
                </p>
                <ul className="catalogue-list">
                  {profile.about.map((line) => (
                    <li key={line.zh}>{inLanguage(line, to)}</li>
                  ))}
                </ul>
                <dl className="facts">
                  <dt>{words.profileStages}</dt>
                  <dd>{profile.stages.map((stage) => inLanguage(stage, to)).join(' → ')}</dd>
                  <dt>{words.profileProcedures}</dt>
                  <dd>
                    {listed(
                      profile.procedures.map(({ name }) => inLanguage(name, to)),
                      to,
                    )}
                  </dd>
                </dl>
                <div className="profile-foot">
                  <Button
                    loading={busy}
                    onClick={() =>
                      void start({ title: profile.name.zh, source: { type: 'profile', profile: profile.id } })
                    }
                  >
                    {words.take}
                  </Button>
                </div>
              </section>
            ))}
          </div>
        )}
      </Shown>
    </div>
  )
}

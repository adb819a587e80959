import type { Answered } from '../platform/call.ts'
import { bytes, count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { auditWords } from './locale.ts'

type VerificationReport = NonNullable<Answered<'GET /api/v1/audit/verify/{id}'>['report']>

/** What the verifier found: how far all is proven, by what, and every finding in words. */
export function Report({ report }: { report: VerificationReport }) {
  const words = useWords(auditWords)
  const to = useLanguage()
  // What waits for its place in the log is an event too: the figure below counts it.
  const newer = report.top - report.proven.to + report.waiting
  return (
    <div className="stack">
      <div
        className={`note ${report.findings.length > 0 ? '' : report.proven.by === 'handed-out' ? 'note-good' : 'note-warn'}`}
      >
        <div>
          <strong>{words.provenTo(count(report.proven.to, to))}</strong>
          <div>{words.provenBy[report.proven.by]}</div>
          {newer > 0 && <div>{words.newer(count(newer, to))}</div>}
        </div>
      </div>
      <div className="figures">
        {[
          { name: words.events1, value: count(report.events, to) },
          { name: words.subjects, value: count(report.subjects, to) },
          { name: words.seals1, value: count(report.seals, to) },
          {
            name: words.media,
            value: report.media ? `${count(report.media.files, to)} · ${bytes(report.media.bytes)}` : words.notChecked,
          },
          { name: words.findings, value: count(report.findings.length, to) },
        ].map((figure) => (
          <div key={figure.name} className="figure">
            <span className="figure-name">{figure.name}</span>
            <strong className="figure-value num">{figure.value}</strong>
          </div>
        ))}
      </div>
      {report.findings.length === 0 ? (
        <p className="muted">{words.noFindings}</p>
      ) : (
        <ul className="stack" style={{ gap: 8 }}>
          {report.findings.map((finding, index) => (
            <li key={`${finding.code}${index}`} className="note note-danger">
              <div>
                <strong>{finding[to]}</strong>
                <div>
                  <code className="hash">{finding.code}</code>{' '}
                  {Object.entries(finding.place).map(([name, value]) => (
                    <code key={name} className="hash">
                      {name}={String(value)}{' '}
                    </code>
                  ))}
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

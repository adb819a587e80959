import { Link, useLocation } from 'wouter'
import { useMe } from '../platform/session.ts'
import { useSetting } from '../platform/setting.ts'
import { counts } from '../store/outbox-state.ts'
import { commonWords } from '../words/common.ts'
import { useWords } from '../words/language.ts'
import { Icon } from './icon.tsx'
import { toast } from './toast.tsx'
import { fileWords } from '../files/words.ts'

/** The bar at the thumb: today, the big report button, me. The report button is the camera itself: one touch opens it. */
export function Tabs() {
  const words = useWords(commonWords)
  const photos = useWords(fileWords)
  const me = useMe()
  const [path, go] = useLocation()
  const refused = useSetting(counts).refused
  const begin = async (file: File) => {
    const { beginReport } = await import('../report/begin.ts')
    try {
      go(`/report/${await beginReport(me.account.id, { file })}`)
    } catch (error) {
      console.error(error)
      toast({ text: photos.storageFull, kind: 'bad', stays: 12_000 })
    }
  }
  return (
    <nav className="tabs" aria-label={words.navigation}>
      <Link href="/" className="tab" aria-current={path === '/' ? 'page' : undefined}>
        <Icon name="today" />
        {words.today}
      </Link>
      {me.abilities.includes('report') ? (
        <label className="report-button">
          <Icon name="camera" large />
          {words.report}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            aria-label={words.report}
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file) void begin(file)
            }}
          />
        </label>
      ) : (
        <span />
      )}
      <Link href="/me" className="tab" aria-current={path.startsWith('/me') ? 'page' : undefined}>
        <Icon name="me" />
        {words.me}
        {refused > 0 && <span className="count">{refused}</span>}
      </Link>
    </nav>
  )
}

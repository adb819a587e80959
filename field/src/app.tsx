import { Component, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Route, Router, Switch } from 'wouter'
import { useSession } from './platform/session.ts'
import { useSetting } from './platform/setting.ts'
import { keepShell } from './platform/offline-shell.ts'
import { applyTheme, theme } from './platform/theme.ts'
import { Failed, Loading } from './parts/blank.tsx'
import { Button } from './parts/button.tsx'
import { Tabs } from './parts/tabs.tsx'
import { Toasts } from './parts/toast.tsx'
import { TodayPage } from './today/today.tsx'
import { failureWords } from './words/failures.ts'
import { language, useLanguage } from './words/language.ts'
import { Bands } from './parts/bands.tsx'
import { useLiveUpdates } from './live/stream.ts'

// The first screen is Today; what comes after a touch is loaded after it.
const Login = lazy(() => import('./staff/login.tsx').then((module) => ({ default: module.Login })))
const Must = lazy(() => import('./staff/must.tsx').then((module) => ({ default: module.Must })))
const MePage = lazy(() => import('./staff/me.tsx').then((module) => ({ default: module.MePage })))
const OutboxPage = lazy(() => import('./store/outbox-page.tsx').then((module) => ({ default: module.OutboxPage })))
const CasePage = lazy(() => import('./cases/case-page.tsx').then((module) => ({ default: module.CasePage })))
const ChecksPage = lazy(() => import('./oversight/checks-page.tsx').then((module) => ({ default: module.ChecksPage })))
const CheckPage = lazy(() => import('./oversight/check-page.tsx').then((module) => ({ default: module.CheckPage })))
const ReportPage = lazy(() => import('./report/report-page.tsx').then((module) => ({ default: module.ReportPage })))
const NewReport = lazy(() => import('./report/new-report.tsx').then((module) => ({ default: module.NewReport })))

export function App() {
  const session = useSession()
  const chosen = useSetting(theme)
  const spoken = useLanguage()
  useEffect(() => applyTheme(chosen), [chosen])
  useEffect(() => {
    document.documentElement.lang = spoken === 'zh' ? 'zh-CN' : 'en'
  }, [spoken])
  const waiting = (
    <div className="app">
      <main className="page">
        <Loading />
      </main>
    </div>
  )
  return (
    <Guard>
      <Suspense fallback={waiting}>
        {session.isPending ? (
          waiting
        ) : session.data === undefined ? (
          <div className="app">
            <main className="page">
              <Failed error={session.error} onRetry={() => void session.refetch()} />
            </main>
          </div>
        ) : session.data === null ? (
          <Login />
        ) : session.data.must ? (
          <Must what={session.data.must} />
        ) : (
          <SignedIn />
        )}
      </Suspense>
      <Toasts />
    </Guard>
  )
}

function SignedIn() {
  useLiveUpdates()
  useEffect(() => {
    // The local database is large and not needed for the first picture.
    const start = setTimeout(() => {
      import('./store/outbox.ts')
        .then((module) => module.startOutbox())
        .then(keepShell)
        .catch((error: unknown) => console.error('not ready for work without a network', error))
    }, 400)
    return () => clearTimeout(start)
  }, [])
  return (
    <Router base="/field">
      <div className="app">
        <Bands />
        <Suspense
          fallback={
            <main className="page">
              <Loading />
            </main>
          }
        >
          <Switch>
            <Route path="/report/:id">{({ id }) => <ReportPage key={id} id={id} />}</Route>
            <Route path="/report">
              <NewReport danger={false} />
            </Route>
            <Route path="/danger">
              <NewReport danger />
            </Route>
            <Route path="/case/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
            <Route path="/checks">
              <ChecksPage />
            </Route>
            <Route path="/check/:id">{({ id }) => <CheckPage key={id} id={id} />}</Route>
            <Route path="/me/outbox">
              <OutboxPage />
            </Route>
            <Route path="/me">
              <MePage />
              <Tabs />
            </Route>
            <Route>
              <TodayPage />
              <Tabs />
            </Route>
          </Switch>
        </Suspense>
      </div>
    </Router>
  )
}

/** A screen that fails says so, and loses nothing: what was typed lies in the phone's database. */
class Guard extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override componentDidCatch(error: unknown) {
    console.error(error)
  }
  override render() {
    if (this.state.error === null) return this.props.children
    const words = failureWords[language.get()]
    return (
      <main className="app page">
        <div className="blank">
          <p className="strong">{words.crashed}</p>
          <Button kind="main" onClick={() => location.reload()}>
            {words.reload}
          </Button>
        </div>
      </main>
    )
  }
}

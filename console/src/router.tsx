/** The addresses of the console. Every page is loaded when it is first opened; everything but the login is behind it. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { deskSearch, listSearch } from './cases/search.ts'
import { dutiesSearch } from './catalogue/duty-search.ts'
import { catalogueSearch } from './catalogue/items/search.ts'
import { mapSearch } from './map/search.ts'
import { oversightSearch } from './oversight/search.ts'
import { overviewSearch } from './overview/search.ts'
import { territorySearch } from './territory/search.ts'
import { doorsFor } from './platform/doors.ts'
import { Failed, Loading } from './platform/parts/states.tsx'
import { Layout } from './platform/layout.tsx'
import { NoSuchPage } from './platform/no-such-page.tsx'
import { queryClient } from './platform/query.ts'
import { sessionQuery } from './platform/session.ts'
import { Shell } from './platform/shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPage })

interface LoginSearch {
  back?: string
  ended?: boolean
}
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): LoginSearch => ({
    // Only an address of our own: a link from elsewhere must not lead away after the login.
    ...(typeof search['back'] === 'string' && /^\/(?![/\\])/.test(search['back']) ? { back: search['back'] } : {}),
    ...(search['ended'] ? { ended: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./staff/login-page.tsx'), 'LoginPage'),
})

/** Behind the login; an account that must first change its password or enrol its second factor is led there. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(sessionQuery)
    if (!me) throw redirect({ to: '/login', search: location.href === '/' ? {} : { back: location.href } })
    if (me.must) throw redirect({ to: '/first-steps' })
  },
  component: Layout,
  pendingComponent: () => <Loading />,
  errorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
})
const firstSteps = createRoute({
  getParentRoute: () => root,
  path: '/first-steps',
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(sessionQuery)
    if (!me) throw redirect({ to: '/login' })
    if (!me.must) throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./staff/first-steps-page.tsx'), 'FirstStepsPage'),
})
const profile = createRoute({
  getParentRoute: () => inside,
  path: '/me',
  component: lazyRouteComponent(() => import('./staff/profile-page.tsx'), 'ProfilePage'),
})

const desk = createRoute({
  getParentRoute: () => inside,
  path: '/',
  // Those who have no desk (auditor, administrators) begin at their first room.
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(sessionQuery)
    const first = me ? doorsFor(me.abilities)[0] : undefined
    if (first && first.to !== '/') throw redirect({ to: first.to })
    if (me && !first) throw redirect({ to: '/me' })
  },
  validateSearch: deskSearch,
  component: lazyRouteComponent(() => import('./cases/desk-page.tsx'), 'DeskPage'),
})
const cases = createRoute({
  getParentRoute: () => inside,
  path: '/cases',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./cases/list-page.tsx'), 'ListPage'),
})
const oneCase = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('./cases/case-page.tsx'), 'CasePage'),
})
const report = createRoute({
  getParentRoute: () => inside,
  path: '/report',
  component: lazyRouteComponent(() => import('./cases/report-page.tsx'), 'ReportPage'),
})
const overview = createRoute({
  getParentRoute: () => inside,
  path: '/overview',
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
})
const map = createRoute({
  getParentRoute: () => inside,
  path: '/map',
  validateSearch: mapSearch,
  component: lazyRouteComponent(() => import('./map/map-page.tsx'), 'MapPage'),
})
const oversight = createRoute({
  getParentRoute: () => inside,
  path: '/oversight',
  validateSearch: oversightSearch,
  component: lazyRouteComponent(() => import('./oversight/oversight-page.tsx'), 'OversightPage'),
})
const oneDraw = createRoute({
  getParentRoute: () => inside,
  path: '/oversight/draws/$id',
  component: lazyRouteComponent(() => import('./oversight/draw-page.tsx'), 'DrawPage'),
})
const newBatch = createRoute({
  getParentRoute: () => inside,
  path: '/oversight/batches/new',
  component: lazyRouteComponent(() => import('./oversight/batch-new.tsx'), 'BatchNewPage'),
})
const oneBatch = createRoute({
  getParentRoute: () => inside,
  path: '/oversight/batches/$id',
  component: lazyRouteComponent(() => import('./oversight/batch-page.tsx'), 'BatchPage'),
})
const checks = createRoute({
  getParentRoute: () => inside,
  path: '/checks',
  component: lazyRouteComponent(() => import('./oversight/checks-page.tsx'), 'ChecksPage'),
})
const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
})
const accounts = createRoute({
  getParentRoute: () => inside,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./staff/accounts-page.tsx'), 'AccountsPage'),
})
const account = createRoute({
  getParentRoute: () => inside,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./staff/account-page.tsx'), 'AccountPage'),
})

const duties = createRoute({
  getParentRoute: () => inside,
  path: '/duties',
  validateSearch: dutiesSearch,
  component: lazyRouteComponent(() => import('./catalogue/duties-page.tsx'), 'DutiesPage'),
})
const territory = createRoute({
  getParentRoute: () => inside,
  path: '/territory',
  validateSearch: territorySearch,
  component: lazyRouteComponent(() => import('./territory/territory-page.tsx'), 'TerritoryPage'),
})
const catalogue = createRoute({
  getParentRoute: () => inside,
  path: '/catalogue',
  validateSearch: catalogueSearch,
  component: lazyRouteComponent(() => import('./catalogue/items/catalogue-page.tsx'), 'CataloguePage'),
})
const calendar = createRoute({
  getParentRoute: () => inside,
  path: '/calendar',
  component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage'),
})
const erasure = createRoute({
  getParentRoute: () => inside,
  path: '/erasure',
  component: lazyRouteComponent(() => import('./files/erase-page.tsx'), 'ErasePage'),
})

const pages = [
  territory,
  catalogue,
  duties,
  calendar,
  erasure,
  desk,
  cases,
  oneCase,
  report,
  overview,
  map,
  oversight,
  oneDraw,
  newBatch,
  oneBatch,
  checks,
  audit,
  accounts,
  account,
  profile,
]
/** An address that there is not: with the menu around it. */
const unknown = createRoute({ getParentRoute: () => inside, path: '$', component: NoSuchPage })

const routeTree = root.addChildren([login, firstSteps, inside.addChildren([...pages, unknown])])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

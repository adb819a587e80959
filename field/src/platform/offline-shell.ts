/** The app itself opens without a network: its files are kept by a service worker, and later screens are fetched before they are needed. */

/** The screens that come after the first touch; without them a worker in a basement would stand before a blank page. */
const screens = [
  () => import('../report/report-page.tsx'),
  () => import('../report/new-report.tsx'),
  () => import('../report/begin.ts'),
  () => import('../cases/case-page.tsx'),
  () => import('../store/outbox-page.tsx'),
  () => import('../store/drafts.ts'),
  () => import('../staff/me.tsx'),
  () => import('../files/photos.ts'),
  () => import('tus-js-client'),
]

export async function keepShell(): Promise<void> {
  if ('serviceWorker' in navigator && import.meta.env.PROD) {
    try {
      await navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' })
      await Promise.race([navigator.serviceWorker.ready, new Promise((resolve) => setTimeout(resolve, 3000))])
    } catch (error) {
      // Without TLS there is none; the app then needs a network to open, and only to open.
      console.info('the app is not kept for offline opening', error)
    }
  }
  for (const load of screens) await load()
}

/** After an update of the server an old tab asks for files that are gone: it opens anew, once. */
export function reloadOnUpdate(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem('bihuan.reloaded') ?? 0)
    if (!navigator.onLine || Date.now() - last < 30_000) return
    event.preventDefault()
    sessionStorage.setItem('bihuan.reloaded', String(Date.now()))
    location.reload()
  })
}

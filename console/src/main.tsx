import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { language, setLanguage } from './platform/language.ts'
import { queryClient } from './platform/query.ts'
import { startShade } from './platform/shade.ts'
import { router } from './router.tsx'
import './style/base.css'
import './style/frame.css'
import './style/parts.css'
import './style/table.css'
import './style/toast.css'
import './style/desk.css'
import './style/case.css'
import './style/history.css'
import './style/ruler.css'
import './style/map.css'
import './style/report.css'
import './style/overview.css'

setLanguage(language())
startShade()
// A page of an older release asks for chunks that are gone: it is loaded anew, once.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('bihuan.reloaded') ?? 0)
  if (Date.now() - last < 30_000) return
  sessionStorage.setItem('bihuan.reloaded', String(Date.now()))
  location.reload()
})

const place = document.getElementById('root')
if (!place) throw new Error('the page has no #root')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)

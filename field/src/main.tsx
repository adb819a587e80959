import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { whenSignedOut } from './platform/api.ts'
import { reloadOnUpdate } from './platform/offline-shell.ts'
import { queries } from './platform/queries.ts'
import { sessionQuery } from './platform/session.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/controls.css'
import './styles/fields.css'
import './styles/surfaces.css'
import './styles/photos.css'
import './styles/map.css'
import './styles/case.css'

whenSignedOut(() => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }))

reloadOnUpdate()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)

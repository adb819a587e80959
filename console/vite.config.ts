import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The first load of the desk has a budget of 450 KB gzip: pages are lazy routes, the map library is loaded when somebody opens a
 * map, and what changes rarely (React, the router and the component library) lies in chunks of its own, so that a release leaves them cached.
 */
export default defineConfig(({ command }) => {
  // What users get is the production build, whoever starts it: a test's NODE_ENV would put the development React into it.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    root: import.meta.dirname,
    base: '/',
    plugins: [react()],
    // In development the API of a running server is used; BIHUAN_API names it.
    server: { port: 5173, proxy: { '/api': process.env['BIHUAN_API'] ?? 'http://127.0.0.1:8080' } },
    build: {
      manifest: true,
      target: 'es2022',
      assetsInlineLimit: 2048,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
              { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
            ],
          },
        },
      },
    },
  }
})

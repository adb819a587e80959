import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The one default export here: vite asks for it. The manifest lets the weight check read what the first screen loads.
export default defineConfig(({ command }) => {
  // A build begun from a test inherits NODE_ENV=test, and would carry React's development half: 60 KB more for every phone.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    base: '/field/',
    plugins: [react()],
    build: {
      manifest: true,
      target: ['es2020', 'chrome84', 'safari14'],
      cssTarget: ['chrome84', 'safari14'],
      reportCompressedSize: false,
    },
    server: { proxy: { '/api': process.env['BIHUAN_API'] ?? 'http://127.0.0.1:3000' } },
  }
})

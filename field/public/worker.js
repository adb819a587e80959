// Keeps the app's own files, so that it opens without a network. It never touches /api: data and acts are the app's own affair.
const CACHE = 'bihuan-field-1'
const PAGE = '/field/'
const MOST_FILES = 120

async function keepPage(response) {
  const cache = await caches.open(CACHE)
  const html = await response.clone().text()
  await cache.put(PAGE, response)
  // What the page names is needed to open at all; the rest is kept when it is first fetched.
  const names = [...html.matchAll(/(?:src|href)="(\/field\/[^"]+)"/g)].map((match) => match[1])
  await Promise.all(
    names.map(async (name) => {
      if (!(await cache.match(name)) || !name.startsWith('/field/assets/')) await cache.add(name)
    }),
  )
  const files = await cache.keys()
  for (const old of files.slice(0, Math.max(0, files.length - MOST_FILES)))
    if (new URL(old.url).pathname.startsWith('/field/assets/')) await cache.delete(old)
}

async function open(request) {
  try {
    const response = await Promise.race([
      fetch(request),
      new Promise((_, reject) => setTimeout(() => reject(new Error('too slow')), 4000)),
    ])
    if (response.ok) await keepPage(response.clone())
    return response
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(PAGE)
    if (kept) return kept
    throw error
  }
}

async function file(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(
    fetch(PAGE, { headers: { accept: 'text/html' } }).then((response) =>
      response.ok ? keepPage(response) : undefined,
    ),
  )
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith('/field/')) return
  if (request.mode === 'navigate') event.respondWith(open(request))
  else if (url.pathname.startsWith('/field/assets/')) event.respondWith(file(request))
  else event.respondWith(fetch(request).catch(() => file(request)))
})

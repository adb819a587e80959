/** What happened before a story begins: cases filed and acted on over the API, by their people. */
import { newId } from '../server/src/platform/id.ts'
import { PASSWORD, type Login, type StoryCity } from './server.ts'

export interface Hand {
  get<T>(path: string): Promise<T>
  /** Files a case in grid a1x1. */
  report(item: string, body?: Record<string, unknown>): Promise<{ id: string; number: string }>
  act(caseId: string, act: string, body?: Record<string, unknown>): Promise<{ state: string; version: number }>
}

export async function handOf(city: StoryCity, login: Login): Promise<Hand> {
  const send = async (method: string, path: string, body?: object, token?: string) => {
    const answer = await fetch(`${city.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  const { token } = await send('POST', '/session', { login, password: PASSWORD, transport: 'bearer', device: 'story' })
  const now = () => new Date().toISOString()
  return {
    get: (path) => send('GET', path, undefined, token),
    report: (item, body = {}) => {
      const { items, points } = city.places
      const itemId = items[item as keyof typeof items]
      const said = { itemId, position: points.a1x1, ...body }
      const envelope = { act: 'report', commandId: newId(), subject: newId(), occurredAt: now(), body: said }
      return send('POST', '/cases', envelope, token)
    },
    act: (caseId, act, body = {}) =>
      send('POST', `/cases/${caseId}/acts`, { act, commandId: newId(), occurredAt: now(), body }, token),
  }
}

/** The proof that the city works: a hazard from its report to its close, each step by another person, with the product's own routing. */
import type { ItemRow } from '@bihuan/contract/catalogue-edit'
import { newId } from '../../server/src/platform/id.ts'
import { tell } from '../play/telling.ts'
import type { Officer } from './client.ts'
import { ITEM, SAYING } from './words.ts'

interface Acted {
  id: string
  number: string
  state: string
  version: number
  holder: { name: string } | null
}

const act = (officer: Officer, id: string, name: string, version: number, body: object = {}) =>
  officer.send<Acted>('POST', `/api/v1/cases/${id}/acts`, {
    act: name,
    subject: id,
    expectedVersion: version,
    occurredAt: new Date().toISOString(),
    device: 'take-in',
    body,
  })

export async function oneHazard(
  admin: Officer,
  departments: readonly { id: string; name: string }[],
  countyCode: string,
  hire: (lead: string) => Promise<ReadonlyMap<string, Officer>>,
): Promise<void> {
  const { rows: items } = await admin.get<{ rows: ItemRow[] }>('/api/v1/catalogue/items')
  const item = items.find(({ name, retiredOn }) => name.zh === ITEM && retiredOn === null)
  if (!item) throw new Error(`no item ${ITEM}`)
  const { rows: regions } = await admin.get<{ rows: { id: string; code: string }[] }>(
    `/api/v1/regions?text=${countyCode}`,
  )
  const grids = await admin.get<{
    features: { geometry: { type: string; coordinates: number[][][] | number[][][][] } }[]
  }>(`/api/v1/grids?region=${regions[0]!.id}&limit=1`)
  const route = await admin.get<{ outcome: string; leads: { department: { id: string; name: { zh: string } } }[] }>(
    `/api/v1/duties/route?item=${item.id}&region=${regions[0]!.id}`,
  )
  const lead = route.leads[0]?.department
  if (!lead || !departments.some(({ id }) => id === lead.id)) throw new Error(`nobody leads ${ITEM}: ${route.outcome}`)
  const people = await hire(lead.id)
  tell('六、一件隐患走完闭环', 'One hazard goes round')
  const who = (login: string) => people.get(login)!
  const id = newId()
  const report = {
    act: 'report',
    subject: id,
    occurredAt: new Date().toISOString(),
    device: 'take-in',
    body: { itemId: item.id, position: inside(grids.features[0]!.geometry), text: SAYING },
  }
  let at = await who('worker').send<Acted>('POST', '/api/v1/cases', report)
  const say = () => process.stdout.write(`  ${at.number} ${at.state}${at.holder ? ` · ${at.holder.name}` : ''}\n`)
  say()
  const { conditions } = await admin.get<{ conditions: { id: string }[] }>(`/api/v1/items/${item.id}`)
  const steps: [string, string, object][] = [
    ['assessor', 'assess', { itemId: item.id, conditionId: conditions[0]!.id }],
    ['dispatcher', 'dispatch', { lead: lead.id }],
    ['handler', 'accept', {}],
    ['handler', 'submit', { rectification: 'immediate' }],
    ['verifier', 'verify-pass', {}],
  ]
  for (const [login, name, body] of steps) {
    at = await act(who(login), id, name, at.version, body)
    say()
  }
  if (at.state !== 'closed') throw new Error(`the hazard is ${at.state}, not closed`)
}

/** A point of the outline's first triangle, which is inside wherever the outline is convex there; the product says so if it is not. */
function inside({ type, coordinates }: { type: string; coordinates: number[][][] | number[][][][] }) {
  const ring = (type === 'Polygon' ? coordinates[0] : (coordinates as number[][][][])[0]![0]) as number[][]
  const sum = ring.slice(0, -1).reduce(([x, y], [a, b]) => [x! + a!, y! + b!], [0, 0])
  return { longitude: sum[0]! / (ring.length - 1), latitude: sum[1]! / (ring.length - 1) }
}

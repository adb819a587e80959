/**
 * Who must put it right: the duty that wins for an item at a place, and why. An item's own duty goes before its
 * category's; among those the most specific region wins; two equal ones with different leads are an overlap, which a
 * dispatcher decides. Nothing here knows the present day: `on` is an argument (business date, YYYY-MM-DD).
 */
import type { Item } from './item.ts'
import type { Region } from './place.ts'

/** 责任: for one item or for a whole category (exactly one of both is set), in a region and everything below it. */
export interface Duty {
  id: string
  itemId: string | null
  categoryId: string | null
  regionId: string
  leadDepartmentId: string
  assistingDepartmentIds: string[]
  /** Law or decision that says so. */
  basis: string
  validFrom: string
  /** The first day on which it no longer holds. */
  validTo: string | null
}

/** One line of "why did this go there": a code that screens translate, with the ids that it speaks of. */
export type ReasonStep =
  | {
      code: 'duty-won'
      params: { dutyId: string; by: 'item' | 'category'; regionId: string; leadDepartmentId: string; basis: string }
    }
  | { code: 'over-category'; params: { dutyId: string; regionId: string; leadDepartmentId: string } }
  | { code: 'over-wider-region'; params: { dutyId: string; regionId: string; leadDepartmentId: string } }
  | { code: 'agreed-with'; params: { dutyId: string; regionId: string; leadDepartmentId: string } }
  | { code: 'skipped-orphan'; params: { dutyId: string; regionId: string; leadDepartmentId: string } }
  | { code: 'overlap'; params: { dutyIds: string[]; leadDepartmentIds: string[]; regionId: string } }
  | { code: 'no-duty'; params: { itemId: string; categoryId: string } }
  | { code: 'by-hand'; params: { departmentId: string } }
  /** Danger to life goes to whoever is nearest, before any duty. */
  | { code: 'nearest-team'; params: { teamId: string; departmentId: string } }

export interface Routed {
  lead: string
  assisting: string[]
  dutyId: string
  why: ReasonStep[]
}
export interface Gap {
  gap: { itemId: string; categoryId: string }
  why: ReasonStep[]
}
export interface Overlap {
  overlap: { dutyId: string; lead: string; assisting: string[] }[]
  regionId: string
  why: ReasonStep[]
}
export type Route = Routed | Gap | Overlap

export interface RouteInput {
  item: Pick<Item, 'id' | 'categoryId'>
  /** The regions of the place, nearest first (`territory.chain`). */
  chain: readonly Pick<Region, 'id'>[]
  on: string
  /** Whether a department still exists; a duty whose lead is gone is passed over. */
  exists?: (departmentId: string) => boolean
}

export function holdsOn(duty: Pick<Duty, 'validFrom' | 'validTo'>, on: string): boolean {
  return duty.validFrom <= on && (duty.validTo === null || on < duty.validTo)
}

export function concerns(duty: Duty, item: Pick<Item, 'id' | 'categoryId'>): boolean {
  return duty.itemId === null ? duty.categoryId === item.categoryId : duty.itemId === item.id
}

interface Candidate {
  duty: Duty
  /** Steps up the chain; 0 is the nearest region. */
  distance: number
}

const fact = ({ duty }: Candidate) => ({
  dutyId: duty.id,
  regionId: duty.regionId,
  leadDepartmentId: duty.leadDepartmentId,
})

/** An item's duty before a category's, the nearer region before the wider; 0 means that neither goes before the other. */
function precedence(a: Candidate, b: Candidate): number {
  const kind = Number(a.duty.itemId === null) - Number(b.duty.itemId === null)
  return kind !== 0 ? kind : a.distance - b.distance
}

export function route({ item, chain, on, exists }: RouteInput, duties: readonly Duty[]): Route {
  const candidates: Candidate[] = []
  const orphans: Candidate[] = []
  for (const duty of duties) {
    if (!concerns(duty, item) || !holdsOn(duty, on)) continue
    const distance = chain.findIndex((region) => region.id === duty.regionId)
    if (distance < 0) continue
    const candidate = { duty, distance }
    if (exists && !exists(duty.leadDepartmentId)) orphans.push(candidate)
    else candidates.push(candidate)
  }
  // Ids only break ties among equals, so that the answer does not depend on the order of rows.
  const inOrder = (a: Candidate, b: Candidate) => precedence(a, b) || (a.duty.id < b.duty.id ? -1 : 1)
  candidates.sort(inOrder)
  orphans.sort(inOrder)
  const skipped: ReasonStep[] = orphans.map((orphan) => ({ code: 'skipped-orphan', params: fact(orphan) }))

  const first = candidates[0]
  if (!first) {
    return {
      gap: { itemId: item.id, categoryId: item.categoryId },
      why: [...skipped, { code: 'no-duty', params: { itemId: item.id, categoryId: item.categoryId } }],
    }
  }
  const equals = candidates.filter((candidate) => precedence(candidate, first) === 0)
  const leads = [...new Set(equals.map(({ duty }) => duty.leadDepartmentId))]
  const beaten: ReasonStep[] = candidates.slice(equals.length).map((loser) => ({
    code: first.duty.itemId !== null && loser.duty.itemId === null ? 'over-category' : 'over-wider-region',
    params: fact(loser),
  }))
  if (leads.length > 1) {
    return {
      overlap: equals.map(({ duty }) => ({
        dutyId: duty.id,
        lead: duty.leadDepartmentId,
        assisting: duty.assistingDepartmentIds,
      })),
      regionId: first.duty.regionId,
      why: [
        {
          code: 'overlap',
          params: {
            dutyIds: equals.map(({ duty }) => duty.id),
            leadDepartmentIds: leads,
            regionId: first.duty.regionId,
          },
        },
        ...skipped,
        ...beaten,
      ],
    }
  }
  const lead = first.duty.leadDepartmentId
  const assisting = new Set(equals.flatMap(({ duty }) => duty.assistingDepartmentIds))
  assisting.delete(lead)
  return {
    lead,
    assisting: [...assisting].filter((id) => !exists || exists(id)),
    dutyId: first.duty.id,
    why: [
      {
        code: 'duty-won',
        params: { ...fact(first), by: first.duty.itemId === null ? 'category' : 'item', basis: first.duty.basis },
      },
      ...equals.slice(1).map((equal): ReasonStep => ({ code: 'agreed-with', params: fact(equal) })),
      ...skipped,
      ...beaten,
    ],
  }
}

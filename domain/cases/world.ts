/** What the rules ask about the city: answered from memory, at once, by whoever calls them. */
import type { Item, Procedure } from '../item.ts'
import type { Department, Place, Point, Team } from '../place.ts'
import type { Route } from '../routing.ts'
import type { Millis } from '../clocks.ts'

export interface World {
  /** The version asked for, or the present one. */
  item(id: string, version?: number): Item | null
  procedure(id: string): Procedure | null
  /** null: outside the city. */
  locate(point: Point): Place | null
  /** The place of a region, when the position is unknown; null: no such region. */
  placeOfRegion(regionId: string): Place | null
  route(itemId: string, place: Place, at: Millis): Route
  /** Whether a region is another one, or what came of it by a succession of codes. */
  continues(regionId: string, laterId: string): boolean
  /** The command office on whose desk a case at this place lands. */
  officeOf(place: Place): Department
  /** The office of the next level up that exists, or null at the top. */
  officeAbove(officeId: string): Department | null
  department(id: string): Department | null
  team(id: string): Team | null
  /** The team nearest to an immediate danger. */
  fieldTeam(place: Place): Team | null
  /** Who verifies what this finder found: a grid worker himself where nothing bars him, else the office. */
  mayVerify(finder: string, departments: readonly string[], teamId: string | null): boolean
  /** 16 hex digits by chance, for spot checks. */
  draw(): string
}

/** The imports by the `type` of their source. */
import { registerTerritorySource } from '../revising.ts'
import { rehearseRegion } from './one-region.ts'

export function registerTerritoryImports(): void {
  registerTerritorySource('region', rehearseRegion)
}

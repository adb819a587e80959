/** The imports by the `type` of their source. */
import { registerTerritorySource } from '../revising.ts'
import { rehearseCodes } from './codes.ts'
import { rehearseOutlines } from './outlines.ts'
import { rehearseRegion } from './one-region.ts'

export function registerTerritoryImports(): void {
  registerTerritorySource('region', rehearseRegion)
  registerTerritorySource('codes', rehearseCodes)
  registerTerritorySource('outlines', rehearseOutlines)
}

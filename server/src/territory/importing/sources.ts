/** The imports by the `type` of their source. */
import { registerTerritorySource } from '../revising.ts'
import { rehearseCodes } from './codes.ts'
import { rehearseCut } from './cut.ts'
import { rehearseGrids } from './grids.ts'
import { rehearseOutlines } from './outlines.ts'
import { rehearseRegion } from './one-region.ts'

export function registerTerritoryImports(): void {
  registerTerritorySource('region', rehearseRegion)
  registerTerritorySource('codes', rehearseCodes)
  registerTerritorySource('outlines', rehearseOutlines)
  registerTerritorySource('grids', rehearseGrids)
  registerTerritorySource('cut', rehearseCut)
}

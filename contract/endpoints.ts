/** Every endpoint of the product: the capabilities' maps put together. */
import { auditEndpoints } from './audit.ts'
import { calendarEndpoints } from './calendar.ts'
import { caseEndpoints } from './cases.ts'
import { catalogueEndpoints } from './catalogue.ts'
import { catalogueEditEndpoints } from './catalogue-edit.ts'
import { dutyEditEndpoints } from './duties-edit.ts'
import { dutyWhatIfEndpoints } from './duties-what-if.ts'
import { fileEndpoints } from './files.ts'
import { mapEndpoints } from './maps.ts'
import { oversightEndpoints } from './oversight.ts'
import { overviewEndpoints } from './overview.ts'
import { platformEndpoints } from './platform.ts'
import { rosterEndpoints } from './roster.ts'
import { staffEndpoints } from './staff.ts'
import { territoryEditEndpoints } from './territory-edit.ts'
import { territoryImportEndpoints } from './territory-import.ts'
import { territoryEndpoints } from './territory.ts'

export const allEndpoints = {
  ...platformEndpoints,
  ...staffEndpoints,
  ...territoryEndpoints,
  ...territoryImportEndpoints,
  ...territoryEditEndpoints,
  ...rosterEndpoints,
  ...catalogueEndpoints,
  ...catalogueEditEndpoints,
  ...dutyEditEndpoints,
  ...dutyWhatIfEndpoints,
  ...calendarEndpoints,
  ...caseEndpoints,
  ...overviewEndpoints,
  ...oversightEndpoints,
  ...mapEndpoints,
  ...fileEndpoints,
  ...auditEndpoints,
}
export type AllEndpoints = typeof allEndpoints
export type EndpointKey = keyof AllEndpoints

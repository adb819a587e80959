/** Every problem code of the product: the capabilities' tables put together. */
import { calendarProblems } from './calendar.ts'
import { caseProblems } from './cases.ts'
import { catalogueProblems } from './catalogue.ts'
import { catalogueEditProblems } from './catalogue-edit.ts'
import { dutyEditProblems } from './duties-edit.ts'
import { fileProblems } from './files.ts'
import { mapProblems } from './maps.ts'
import { oversightProblems } from './oversight.ts'
import { platformProblems } from './problem.ts'
import { sheetProblems } from './sheets.ts'
import { rosterProblems } from './roster.ts'
import { staffProblems } from './staff.ts'
import { territoryEditProblems } from './territory-edit.ts'
import { territoryImportProblems } from './territory-import.ts'
import { territoryProblems } from './territory.ts'
import { auditProblems } from './audit.ts'
import { revisionProblems } from './revision.ts'

export const allProblems = {
  ...platformProblems,
  ...staffProblems,
  ...territoryProblems,
  ...territoryImportProblems,
  ...territoryEditProblems,
  ...rosterProblems,
  ...catalogueProblems,
  ...catalogueEditProblems,
  ...dutyEditProblems,
  ...caseProblems,
  ...fileProblems,
  ...auditProblems,
  ...calendarProblems,
  ...oversightProblems,
  ...mapProblems,
  ...sheetProblems,
  ...revisionProblems,
}
export type ProblemCode = keyof typeof allProblems

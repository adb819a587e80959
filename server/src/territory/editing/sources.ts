/** Edits by the `type` of their source, and who writes what they change. */
import { registerTerritoryRecord, registerTerritorySource } from '../revising.ts'
import { departmentWriter, formerOutlineWriter, sectorWriter, successorWriter, teamWriter } from '../store-editing.ts'
import { editFindings, officeFindings } from './findings.locale.ts'
import { rehearseGridEdits } from './rehearse-grids.ts'
import { rehearseDepartmentList, rehearseOfficeEdits, rehearseTeamList } from './rehearse-offices.ts'

export function registerTerritoryEdits(): void {
  registerTerritorySource('grid-edit', rehearseGridEdits, editFindings)
  registerTerritorySource('office-edit', rehearseOfficeEdits, officeFindings)
  registerTerritorySource('departments', rehearseDepartmentList)
  registerTerritorySource('teams', rehearseTeamList)
  registerTerritoryRecord('grid-successor', successorWriter)
  registerTerritoryRecord('former-outline', formerOutlineWriter)
  registerTerritoryRecord('department', departmentWriter)
  registerTerritoryRecord('team', teamWriter)
  registerTerritoryRecord('sector', sectorWriter)
}

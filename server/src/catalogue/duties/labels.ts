/** A duty in one line, for lists of changes and findings. */
import type { Duty } from '@bihuan/domain/routing'
import type { City } from '../../platform/city.ts'
import { territory } from '../../territory/answers.ts'
import { catalogue } from '../answers.ts'

export function labelOf(city: City, duty: Omit<Duty, 'id'>): string {
  const held = catalogue(city)
  const regions = territory(city)
  const subject = duty.itemId === null ? held.category(duty.categoryId!) : held.item(duty.itemId)
  const region = regions.region(duty.regionId)
  const lead = regions.department(duty.leadDepartmentId)
  return `${subject?.code ?? ''} ${subject?.name.zh ?? ''} · ${region?.name ?? ''} → ${lead?.name ?? ''}`.trim()
}

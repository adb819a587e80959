/** The units that the items' conditions name in words, and the departments that their names are like. */
import { likeness, likest, spellings, unitWords } from '@bihuan/domain/duty-units'
import type { City } from '../../platform/city.ts'
import { territory } from '../../territory/answers.ts'
import { catalogue } from '../answers.ts'
import { liveDuties } from './table-views.ts'

const SPELLED_ALIKE = 0.9

export function unitsOf(city: City, today: string) {
  const items = catalogue(city).items()
  const spelled = items.filter((item) => item.conditions.some((condition) => condition.imported))
  const led = new Set(liveDuties(city, today).map((duty) => duty.itemId))
  const words = unitWords(spelled)
  const departments = territory(city)
    .departments()
    .filter((department) => department.kind === 'duty')
  const offices = territory(city).departments()
  const groups = spellings(words)
  return {
    items: spelled.length,
    without: spelled.filter((item) => !led.has(item.id)).length,
    rows: groups.flatMap((group) =>
      group.map((unit) => {
        // A kind of office is no office: nothing is proposed for "each owner".
        const found = unit.generic ? null : (likest(unit.word, departments) ?? likest(unit.word, offices))
        return {
          ...unit,
          alike: group
            .filter((other) => other !== unit && likeness(other.word, unit.word) >= SPELLED_ALIKE)
            .map((other) => other.word),
          suggestion: found && {
            department: { id: found.department.id, name: { zh: found.department.name, en: found.department.nameEn } },
            likeness: Math.round(found.likeness * 100) / 100,
          },
        }
      }),
    ),
  }
}

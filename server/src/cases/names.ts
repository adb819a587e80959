/** Names in place of ids, for readers: organisations from memory, persons as they were read. */
import type { Holder } from '@bihuan/domain/cases/case'
import type { Words } from '@bihuan/domain/item'
import type { City } from '../platform/city.ts'
import { territory, type Territory } from '../territory/answers.ts'

export interface Named {
  id: string
  name: string
  nameEn?: string
}

/** A department or a team, in both languages; null where it is neither. */
export function organisationNames(places: Territory, id: string): Omit<Named, 'id'> | null {
  const found = places.department(id) ?? places.team(id)
  return found && { name: found.name, nameEn: found.nameEn }
}

export class Names {
  private readonly places: Territory
  constructor(
    city: City,
    private readonly persons: ReadonlyMap<string, string>,
  ) {
    this.places = territory(city)
  }
  /** `system` and `citizen` are named by the screens. */
  person(id: string): Named {
    return { id, name: this.persons.get(id) ?? '' }
  }
  organisation(id: string): Named {
    return { id, name: '', ...organisationNames(this.places, id) }
  }
  /** An organisation where a text in both languages is asked for. */
  inBoth(id: string): Words {
    const { name, nameEn } = this.organisation(id)
    return { zh: name, en: nameEn || name }
  }
  region(id: string): Named {
    return { id, name: this.places.region(id)?.name ?? '' }
  }
  grid(id: string | null): string | null {
    const grid = id === null ? null : this.places.grid(id)
    return grid ? `${grid.name} ${grid.code}` : null
  }
  holder(holder: Holder | null): (Holder & Named) | null {
    if (!holder) return null
    return { ...holder, ...(holder.kind === 'person' ? this.person(holder.id) : this.organisation(holder.id)) }
  }
}

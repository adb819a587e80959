/** Names in place of ids, for readers: organisations from memory, persons as they were read. */
import type { Holder } from '@bihuan/domain/cases/case'
import type { City } from '../platform/city.ts'
import { territory, type Territory } from '../territory/answers.ts'

export interface Named {
  id: string
  name: string
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
    return { id, name: this.places.department(id)?.name ?? this.places.team(id)?.name ?? '' }
  }
  region(id: string): Named {
    return { id, name: this.places.region(id)?.name ?? '' }
  }
  grid(id: string | null): string | null {
    const grid = id === null ? null : this.places.grid(id)
    return grid ? `${grid.name} ${grid.code}` : null
  }
  holder(holder: Holder | null): (Holder & { name: string }) | null {
    if (!holder) return null
    return { ...holder, name: (holder.kind === 'person' ? this.person(holder.id) : this.organisation(holder.id)).name }
  }
}

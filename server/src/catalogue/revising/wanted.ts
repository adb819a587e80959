/** What a source (file, profile) wants the catalogue to be, by codes; ids and versions are the planner's. */
import type { Condition, Item, Procedure, StageProfile } from '@bihuan/domain/item'

/** `en` left out: the source speaks Chinese alone, and what is known in English stays while the Chinese is the same. */
export interface Said {
  zh: string
  en?: string | undefined
}

export interface WantedCondition {
  /** By its id, where the source knows it; else by what it is filed for. */
  id: string | null
  filing: Said
  closing: Said
  /** undefined: the source says nothing of limits. */
  limit: Condition['limit'] | undefined
  limitMeans: Condition['limitMeans']
  imported: NonNullable<Condition['imported']> | null
}

/** What the source says of an item; what it leaves out stays as it is, or gets the plainest value. */
export type ItemFields = Partial<Omit<Item, 'id' | 'version' | 'code' | 'categoryId' | 'name' | 'conditions'>>

export interface WantedItem {
  /** null: to be found by its name within the category, or numbered. */
  code: string | null
  category: WantedCategory
  name: Said
  fields: ItemFields
  conditions: WantedCondition[]
  row: number | null
  /** Rows of it were refused: conditions that are missing may stand in one of them. */
  incomplete?: boolean
}

export interface WantedCategory {
  code: string | null
  name: Said
  position: number | null
}

export interface Wanted {
  categories: WantedCategory[]
  items: WantedItem[]
  /** Brought along; those that are there already stay unless `replace`. */
  procedures: Procedure[]
  stages: StageProfile[]
  replace: boolean
  stagesInForce: string | null
}

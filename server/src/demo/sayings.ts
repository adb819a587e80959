/** What the demo's people write: a sentence that fits the kind of matter, at a place where it may be. */
import type { Item } from '@bihuan/domain/item'
import words from '../../../profiles/demo/sayings.json' with { type: 'json' }

type Kind = keyof typeof words.sentences
type Where = keyof typeof words.places
interface Fitting {
  kind: Kind
  places: Where[]
}

/** What is said in oversight. */
export const SAID = words.said

const fitting = words.categories as Record<string, Fitting>
const USUAL: Fitting = { kind: 'thing', places: ['street'] }

export function sayings(item: Item, random: () => number): string {
  const of = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const { kind, places } = fitting[item.code.slice(0, 2)] ?? USUAL
  const said = item.severity === 'danger-to-life' ? 'alarm' : kind
  const name = item.name.zh
  return of(words.sentences[said])
    .replace('{item}', name)
    .replace('{place}', of(words.places[of(places)]))
}

/** What the demo's people write: the item's own name in a sentence, with a place. */
import type { Item } from '@bihuan/domain/item'
import words from '../../../profiles/demo/sayings.json' with { type: 'json' }

export function sayings(item: Item, random: () => number): string {
  const of = (list: readonly string[]) => list[Math.floor(random() * list.length)]!
  return of(words.sentences).replace('{item}', item.name.zh).replace('{place}', of(words.places))
}

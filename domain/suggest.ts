/**
 * Items for what somebody types or dictates. Chinese has no spaces, so texts are cut into pairs of characters; Latin text
 * into words, of which a beginning suffices. A keyword or a name that stands whole in the text counts most.
 */
import type { Item } from './item.ts'

export interface Suggestion {
  item: Item
  /** Comparable within one answer only. */
  score: number
}

export interface SuggestIndex {
  items: readonly Item[]
  /** Part of text → item's place in `items` → weight. */
  parts: Map<string, Map<number, number>>
  phrases: { phrase: string; at: number }[]
  codes: Map<string, number>
}

const NAME = 3
const KEYWORD = 3
const ENGLISH = 2
const CATEGORY = 1
/** Single characters find something for a first keystroke, and decide nothing against pairs. */
const SINGLE = 0.2
const PHRASE = 4

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Pairs of Chinese characters, single ones marked with `'`, and Latin words. */
export function partsOf(text: string): string[] {
  const parts: string[] = []
  for (const run of plain(text).match(/\p{Script=Han}+|[\p{Letter}\p{Number}]+/gu) ?? []) {
    if (!/^\p{Script=Han}/u.test(run)) {
      parts.push(run)
      continue
    }
    const characters = [...run]
    characters.forEach((character, at) => {
      parts.push(`${character}'`)
      if (at > 0) parts.push(characters[at - 1]! + character)
    })
  }
  return parts
}

export function buildSuggestIndex(items: readonly Item[], categoryName: (categoryId: string) => string): SuggestIndex {
  const index: SuggestIndex = { items, parts: new Map(), phrases: [], codes: new Map() }
  items.forEach((item, at) => {
    const add = (text: string, weight: number) => {
      for (const part of partsOf(text)) {
        const entries = index.parts.get(part) ?? new Map<number, number>()
        const single = part.endsWith("'")
        // A part counts once per item, with the best of its weights: long keyword lists must not win by length.
        entries.set(at, Math.max(entries.get(at) ?? 0, single ? weight * SINGLE : weight))
        index.parts.set(part, entries)
      }
    }
    add(item.name.zh, NAME)
    add(item.name.en, ENGLISH)
    add(categoryName(item.categoryId), CATEGORY)
    for (const keyword of item.keywords) add(keyword, KEYWORD)
    for (const phrase of [item.name.zh, ...item.keywords])
      if (phrase.length > 1) index.phrases.push({ phrase: plain(phrase), at })
    index.codes.set(plain(item.code), at)
  })
  return index
}

/** Best first, at most `limit`; equals by code. A text that says nothing known suggests nothing. */
export function suggest(index: SuggestIndex, text: string, limit: number): Suggestion[] {
  const wanted = plain(text).trim()
  const scores = new Map<number, number>()
  const raise = (at: number, by: number) => scores.set(at, (scores.get(at) ?? 0) + by)

  for (const part of new Set(partsOf(wanted))) {
    for (const [known, rarity] of matching(index, part)) for (const [at, weight] of known) raise(at, weight * rarity)
  }
  for (const { phrase, at } of index.phrases) if (wanted.includes(phrase)) raise(at, PHRASE * [...phrase].length)
  const byCode = index.codes.get(wanted)
  if (byCode !== undefined) raise(byCode, 1000)

  return [...scores]
    .map(([at, score]) => ({ item: index.items[at]!, score }))
    .sort((a, b) => b.score - a.score || (a.item.code < b.item.code ? -1 : 1))
    .slice(0, limit)
}

/** Entries for a part, each with its rarity: what few items have says more. A Latin part also stands for what it begins. */
function* matching(index: SuggestIndex, part: string): Generator<[Map<number, number>, number]> {
  const rarity = (entries: Map<number, number>) => Math.log(1 + index.items.length / entries.size)
  const exact = index.parts.get(part)
  if (exact) yield [exact, rarity(exact)]
  if (!/^[\p{Script=Latin}\p{Number}]{2,}$/u.test(part)) return
  for (const [known, entries] of index.parts) {
    if (known !== part && known.startsWith(part)) yield [entries, rarity(entries) / 2]
  }
}

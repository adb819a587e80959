/** Tiles of cases that were made: good for everybody of the same audience until something in them changes or falls due. */
import type { MadeTile } from './case-tiles.ts'

/** Bytes of all tiles kept. */
const MOST = 32 * 1024 * 1024
/** What a tile costs beside its bytes. */
const OVERHEAD = 300

interface Kept extends MadeTile {
  revision: number
  madeAt: number
}

export class TileCache {
  private readonly kept = new Map<string, Kept>()
  private bytes = 0

  get(key: string, revision: number, now: number): MadeTile | null {
    const found = this.kept.get(key)
    // A simulated city's requests bring their own time, which may lie before that of the tile.
    if (!found || found.revision !== revision || now < found.madeAt || now > found.goodUntil) return null
    return found
  }

  put(key: string, revision: number, now: number, tile: MadeTile): void {
    this.drop(key)
    this.kept.set(key, { ...tile, revision, madeAt: now })
    this.bytes += tile.bytes.length + OVERHEAD
    while (this.bytes > MOST) this.drop(this.kept.keys().next().value!)
  }

  private drop(key: string): void {
    const found = this.kept.get(key)
    if (!found) return
    this.kept.delete(key)
    this.bytes -= found.bytes.length + OVERHEAD
  }
}

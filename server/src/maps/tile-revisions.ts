/** Which tiles something has changed in, for the zooms at which tiles are asked for; a tile that has not is not made again. */

/** Deeper tiles go by the one of this zoom that holds them. */
const DEEPEST = 14

export class TileRevisions {
  /** Grows with every change anywhere. */
  present = 0
  private readonly last = Array.from({ length: DEEPEST + 1 }, () => new Map<number, number>())

  /** Something at this place of the unit square has changed; nowhere (NaN) touches no tile. */
  touch(x: number, y: number): void {
    this.present += 1
    if (Number.isNaN(x)) return
    for (let zoom = 0; zoom <= DEEPEST; zoom += 1) {
      const side = 2 ** zoom
      this.last[zoom]!.set(Math.floor(x * side) * side + Math.floor(y * side), this.present)
    }
  }

  of({ z, x, y }: { z: number; x: number; y: number }): number {
    const zoom = Math.min(z, DEEPEST)
    const shift = 2 ** (z - zoom)
    return this.last[zoom]!.get(Math.floor(x / shift) * 2 ** zoom + Math.floor(y / shift)) ?? 0
  }
}

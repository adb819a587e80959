/** Dividing points in given shares: what makes a town as large as its communities need. */

export type Position = [number, number]

const ROUNDS = 60

/**
 * For each point the centre that it belongs to. A power diagram: the smallest squared distance less the centre's weight
 * wins, and weights are moved until each centre has about its share of the points.
 */
export function divideAmong(
  points: readonly Position[],
  centres: readonly Position[],
  shares: readonly number[],
): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0)
  const weights = centres.map(() => 0)
  let of: number[] = []
  // Half the squared distance between two centres that stand close: a larger step would drown one of them.
  const step = closest(centres) / 2
  for (let round = 0; round < ROUNDS; round++) {
    of = points.map((point) => nearest(point, centres, weights))
    const counts = centres.map(() => 0)
    for (const at of of) counts[at]!++
    counts.forEach((count, at) => {
      const wanted = (shares[at]! / total) * points.length
      weights[at]! += step * Math.max(-1, Math.min(1, (wanted - count) / wanted)) * (1 - round / ROUNDS)
    })
  }
  return points.map((point) => nearest(point, centres, weights))
}

function nearest([x, y]: Position, centres: readonly Position[], weights: readonly number[]): number {
  let best = 0
  let least = Infinity
  for (let at = 0; at < centres.length; at++) {
    const [cx, cy] = centres[at]!
    const power = (x - cx) ** 2 + (y - cy) ** 2 - weights[at]!
    if (power < least) [best, least] = [at, power]
  }
  return best
}

function closest(centres: readonly Position[]): number {
  let least = Infinity
  centres.forEach(([x, y], at) => {
    for (const [ox, oy] of centres.slice(at + 1)) least = Math.min(least, (x - ox) ** 2 + (y - oy) ** 2)
  })
  return Number.isFinite(least) ? least : 0
}

/**
 * The points in as many groups as there are shares, each with its share of them (at least one): halved again and again
 * across their longer side, so that groups are compact and never empty. `random` tilts the cuts.
 */
export function split(points: readonly Position[], shares: readonly number[], random: () => number): Position[][] {
  if (points.length < shares.length) throw new Error(`${shares.length} parts wanted of ${points.length} points`)
  if (shares.length === 1) return [[...points]]
  const half = Math.ceil(shares.length / 2)
  const sum = (part: readonly number[]) => part.reduce((total, share) => total + share, 0)
  const wanted = Math.round((points.length * sum(shares.slice(0, half))) / sum(shares))
  const count = Math.min(Math.max(wanted, half), points.length - (shares.length - half))

  const [mx, my] = middle(points)
  let [xx, xy, yy] = [0, 0, 0]
  for (const [x, y] of points) {
    xx += (x - mx) ** 2
    xy += (x - mx) * (y - my)
    yy += (y - my) ** 2
  }
  // The direction in which they spread most.
  const angle = Math.atan2(2 * xy, xx - yy) / 2 + (random() - 0.5) * 0.6
  const along = ([x, y]: Position) => x * Math.cos(angle) + y * Math.sin(angle)
  const sorted = [...points].sort((a, b) => along(a) - along(b))
  return [
    ...split(sorted.slice(0, count), shares.slice(0, half), random),
    ...split(sorted.slice(count), shares.slice(half), random),
  ]
}

export function middle(points: readonly Position[]): Position {
  let [sx, sy] = [0, 0]
  for (const [x, y] of points) {
    sx += x
    sy += y
  }
  return [sx / points.length, sy / points.length]
}

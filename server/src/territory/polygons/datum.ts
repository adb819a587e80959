/** The datums of Chinese maps, to WGS 84 and to a centimetre. CGCS2000 and WGS 84 differ by less than that matters here. */
import gcoord from 'gcoord'
import type { Datum } from '@bihuan/contract/territory-import'

/** The offset of GCJ-02 has no inverse in closed form: what is left of the error after the library's is taken away again. */
const REFINE = 3

export function toWgs84(position: readonly [number, number], datum: Datum): [number, number] {
  if (datum === 'wgs84') return [position[0], position[1]]
  const gcj: [number, number] =
    datum === 'gcj02'
      ? [position[0], position[1]]
      : gcoord.transform([position[0], position[1]], gcoord.BD09, gcoord.GCJ02)
  let [x, y] = gcoord.transform<[number, number]>(gcj, gcoord.GCJ02, gcoord.WGS84)
  for (let round = 0; round < REFINE; round++) {
    const [fx, fy] = gcoord.transform<[number, number]>([x, y], gcoord.WGS84, gcoord.GCJ02)
    x -= fx - gcj[0]
    y -= fy - gcj[1]
  }
  return [x, y]
}

/** The other way: what a place is called in a datum. */
export function fromWgs84(position: readonly [number, number], datum: Datum): [number, number] {
  if (datum === 'wgs84') return [position[0], position[1]]
  return gcoord.transform([position[0], position[1]], gcoord.WGS84, datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09)
}

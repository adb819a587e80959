/** The package brings no types. */
declare module 'point-in-polygon-hao' {
  /** true inside, false outside (or in a hole), 0 on an edge. */
  export default function pointInPolygon(position: [number, number], rings: number[][][]): boolean | 0
}

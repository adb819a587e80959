/** How the map is drawn, from the one palette: territory below, its stocks as shades and numbers, the cases on top. */
import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl'
import type { EndpointKey } from '../platform/call.ts'
import { palette, type Shade } from '../platform/palette.ts'
import type { PlaceLevel } from './shapes.ts'

const EMPTY = { type: 'FeatureCollection' as const, features: [] }
const FONT = ['sans-serif']
const get = (name: string): ExpressionSpecification => ['get', name]

/** The map library fills in the tile's numbers itself, and asks from a worker, which knows no address of the page. */
function tilesOf(key: EndpointKey): string {
  return `${location.origin}${key.slice('GET '.length)}`
}

export function casesAddress(query: string): string {
  return `${tilesOf('GET /api/v1/map/cases/{z}/{x}/{y}')}${query ? `?${query}` : ''}`
}

/** Of its cases, how many: from 0 to 1. */
const shareOf = (name: string): ExpressionSpecification => ['/', get(name), get('count')]
/** A cluster takes the colour of a warning when one in four of its cases warns; a single case when it does itself. */
const ONE_IN_FOUR = 0.25

function colourOf(p: ReturnType<typeof palette>): ExpressionSpecification {
  const warns = (name: string): ExpressionSpecification => ['>=', shareOf(name), ONE_IN_FOUR]
  return ['case', warns('danger'), p.danger, warns('overdue'), p['warn-mark'], warns('recurring'), p.pause, p.accent]
}

/** Dark writing on light colours: each pair reads (4.5 : 1). */
function writingOn(shade: Shade, p: ReturnType<typeof palette>): ExpressionSpecification | string {
  if (shade === 'dark') return p.ground
  return [
    'case',
    ['>=', shareOf('danger'), ONE_IN_FOUR],
    '#ffffff',
    ['>=', shareOf('overdue'), ONE_IN_FOUR],
    p.text,
    '#ffffff',
  ]
}

/** What a cluster's colour does not say, its rim does: red where life is in danger, orange where anything is overdue. */
function rimOf(p: ReturnType<typeof palette>): ExpressionSpecification {
  return [
    'case',
    ['==', get('count'), 1],
    p.surface,
    ['>', get('danger'), 0],
    p.danger,
    ['>', get('overdue'), 0],
    p['warn-mark'],
    p.surface,
  ]
}

export function styleOf(shade: Shade, query: string): StyleSpecification {
  const p = palette(shade)
  const colour = colourOf(p)
  return {
    version: 8,
    sources: {
      territory: {
        type: 'vector',
        tiles: [tilesOf('GET /api/v1/map/territory/{z}/{x}/{y}')],
        maxzoom: 16,
        promoteId: { regions: 'id', grids: 'id' },
      },
      cases: { type: 'vector', tiles: [casesAddress(query)], maxzoom: 17 },
      stocks: { type: 'geojson', data: EMPTY },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': p.sunken } },
      ...(['county', 'town', 'community'] as const).map((level) => shadeLayer(level, p)),
      shadeLayer('grid', p),
      {
        id: 'grid-line',
        type: 'line',
        source: 'territory',
        'source-layer': 'grids',
        minzoom: 11.5,
        paint: {
          'line-color': p['line-strong'],
          'line-width': ['interpolate', ['linear'], ['zoom'], 11.5, 0.2, 15, 0.9],
        },
      },
      {
        id: 'region-line',
        type: 'line',
        source: 'territory',
        'source-layer': 'regions',
        filter: ['any', ['!=', get('level'), 'community'], ['>=', ['zoom'], 11]],
        paint: {
          'line-color': p['text-3'],
          'line-width': ['match', get('level'), 'community', 0.8, 'town', 1.3, 2],
        },
      },
      {
        id: 'chosen-line',
        type: 'line',
        source: 'territory',
        'source-layer': 'regions',
        filter: ['==', get('id'), ''],
        paint: { 'line-color': p.accent, 'line-width': 3 },
      },
      {
        id: 'chosen-grid',
        type: 'line',
        source: 'territory',
        'source-layer': 'grids',
        filter: ['==', get('id'), ''],
        paint: { 'line-color': p.accent, 'line-width': 3 },
      },
      {
        id: 'place-name',
        type: 'symbol',
        source: 'territory',
        'source-layer': 'names',
        filter: ['==', get('level'), 'town'],
        layout: {
          'text-field': get('name'),
          'text-size': 12,
          'text-font': FONT,
          'text-anchor': 'bottom',
          'text-max-width': 8,
        },
        paint: { 'text-color': p['text-2'], 'text-halo-color': p.surface, 'text-halo-width': 1.5 },
      },
      {
        id: 'stock-number',
        type: 'symbol',
        source: 'stocks',
        layout: {
          'text-field': get('text'),
          'text-size': 14,
          'text-font': FONT,
          'text-line-height': 1.3,
          'text-allow-overlap': false,
          'symbol-sort-key': ['-', 0, get('value')],
        },
        paint: { 'text-color': p.text, 'text-halo-color': p.surface, 'text-halo-width': 2 },
      },
      {
        id: 'danger-ring',
        type: 'circle',
        source: 'cases',
        'source-layer': 'cases',
        filter: ['>', get('danger'), 0],
        paint: {
          'circle-radius': ['+', radius(), 6],
          'circle-color': p.danger,
          'circle-opacity': 0.22,
        },
      },
      {
        id: 'case',
        type: 'circle',
        source: 'cases',
        'source-layer': 'cases',
        paint: {
          'circle-radius': radius(),
          'circle-color': colour,
          'circle-opacity': ['case', ['==', get('count'), 1], 1, 0.9],
          'circle-stroke-color': rimOf(p),
          'circle-stroke-width': ['case', ['==', get('count'), 1], 1.5, 3],
        },
      },
      {
        id: 'case-count',
        type: 'symbol',
        source: 'cases',
        'source-layer': 'cases',
        filter: ['>', get('count'), 1],
        layout: {
          'text-field': [
            'case',
            ['>=', get('count'), 10000],
            ['concat', ['to-string', ['round', ['/', get('count'), 1000]]], 'k'],
            ['to-string', get('count')],
          ],
          'text-size': ['interpolate', ['linear'], ['get', 'count'], 2, 12, 1000, 14],
          'text-font': FONT,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': writingOn(shade, p) },
      },
      {
        id: 'case-chosen',
        type: 'circle',
        source: 'cases',
        'source-layer': 'cases',
        filter: ['==', get('id'), ''],
        paint: {
          'circle-radius': 13,
          'circle-color': 'rgba(0,0,0,0)',
          'circle-stroke-color': p.text,
          'circle-stroke-width': 2.5,
        },
      },
    ],
  }
}

/** Grows with the logarithm of how many there are. */
function radius(): ExpressionSpecification {
  return [
    'case',
    ['==', get('count'), 1],
    7,
    ['interpolate', ['linear'], ['ln', get('count')], 0.7, 11, 3, 14, 7, 21, 10, 28],
  ]
}

/** `share` is set from the stocks (feature state); colour and strength follow what is shown. */
function shadeLayer(level: PlaceLevel, p: ReturnType<typeof palette>): StyleSpecification['layers'][number] {
  return {
    id: `shade-${level}`,
    type: 'fill',
    source: 'territory',
    'source-layer': level === 'grid' ? 'grids' : 'regions',
    ...(level === 'grid' ? {} : { filter: ['==', get('level'), level] as ExpressionSpecification }),
    layout: { visibility: 'none' },
    paint: { 'fill-color': p.surface },
  }
}

/** Under points the shades step back. */
export function opacityOf(areas: boolean): ExpressionSpecification {
  return ['case', ['boolean', ['feature-state', 'over'], false], areas ? 0.95 : 0.65, areas ? 0.75 : 0.35]
}

/** Two hues: what is merely open, and what warns. */
export function rampOf(shade: Shade, warning: boolean): ExpressionSpecification {
  const p = palette(shade)
  const share: ExpressionSpecification = ['number', ['feature-state', 'share'], 0]
  return warning
    ? ['interpolate-hcl', ['linear'], share, 0, p.surface, 0.08, p['danger-soft'], 1, p.danger]
    : ['interpolate-hcl', ['linear'], share, 0, p.surface, 0.08, p['accent-soft'], 1, p.accent]
}

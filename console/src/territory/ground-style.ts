/** How the ground of the editor and the places of findings are drawn, from the one palette. */
import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl'
import { palette, type Shade } from '../platform/palette.ts'

const EMPTY = { type: 'FeatureCollection' as const, features: [] }

export function groundStyle(shade: Shade): StyleSpecification {
  const p = palette(shade)
  const tone: ExpressionSpecification = [
    'match',
    ['get', 'tone'],
    'error',
    p.danger,
    'warning',
    p['warn-mark'],
    'repaired',
    p['good-mark'],
    'draft',
    p.danger,
    p.pause,
  ]
  const dedicated: ExpressionSpecification = ['==', ['get', 'kind'], 'dedicated']
  return {
    version: 8,
    sources: {
      ground: { type: 'geojson', data: EMPTY },
      marks: { type: 'geojson', data: EMPTY },
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': p.sunken } },
      {
        id: 'ground-fill',
        type: 'fill',
        source: 'ground',
        paint: { 'fill-color': ['case', dedicated, p['pause-soft'], p.surface] },
      },
      {
        id: 'ground-chosen',
        type: 'fill',
        source: 'ground',
        filter: ['in', ['get', 'id'], ['literal', []]],
        paint: { 'fill-color': p['accent-soft'] },
      },
      {
        id: 'ground-line',
        type: 'line',
        source: 'ground',
        paint: { 'line-color': ['case', dedicated, p.pause, p['line-strong']], 'line-width': 1.2 },
      },
      {
        id: 'ground-chosen-line',
        type: 'line',
        source: 'ground',
        filter: ['in', ['get', 'id'], ['literal', []]],
        paint: { 'line-color': p.accent, 'line-width': 2.5 },
      },
      {
        id: 'mark-fill',
        type: 'fill',
        source: 'marks',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': tone, 'fill-opacity': ['match', ['get', 'tone'], 'note', 0.14, 0.4] },
      },
      {
        id: 'mark-line',
        type: 'line',
        source: 'marks',
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': tone, 'line-width': ['match', ['get', 'tone'], 'draft', 3, 'note', 1.2, 2] },
      },
      {
        id: 'mark-point',
        type: 'circle',
        source: 'marks',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-color': tone,
          'circle-radius': 5,
          'circle-stroke-color': p.surface,
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'mark-chosen',
        type: 'line',
        source: 'marks',
        filter: ['==', ['get', 'id'], ''],
        paint: { 'line-color': p.text, 'line-width': 3 },
      },
      {
        id: 'ground-name',
        type: 'symbol',
        source: 'ground',
        layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-font': ['sans-serif'], 'text-max-width': 9 },
        paint: { 'text-color': p['text-2'], 'text-halo-color': p.surface, 'text-halo-width': 1.5 },
      },
    ],
  }
}

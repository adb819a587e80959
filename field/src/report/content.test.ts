import { describe, expect, it } from 'vitest'
import { emptyContent, missing, reportIntent } from './content.ts'

const point = { longitude: 119.65, latitude: 29.08 }
const ready = {
  ...emptyContent(false),
  itemId: 'item-1',
  where: { from: 'phone' as const, point, accuracy: 9, regionId: null },
}
const before = { id: 'p1', purpose: 'before' as const }
const after = { id: 'p2', purpose: 'after' as const }

describe('a report', () => {
  it('needs an item and a place, and nothing else', () => {
    expect(missing(emptyContent(false), [])).toEqual(['item', 'place'])
    expect(missing(ready, [])).toEqual([])
  })

  it('may have an unknown position when a region is named', () => {
    const unknown = { ...ready, where: { from: 'unknown' as const, point: null, accuracy: null, regionId: 'region-1' } }
    expect(missing(unknown, [])).toEqual([])
    expect(reportIntent('case-1', unknown, [], '').body).toMatchObject({ position: null, regionId: 'region-1' })
  })

  it('fixed on the spot needs a photo from before and one from after', () => {
    expect(missing({ ...ready, fixed: true }, [before])).toEqual(['after'])
    const intent = reportIntent('case-1', { ...ready, fixed: true }, [before, after], '')
    expect(intent).toMatchObject({
      act: 'fix-on-the-spot',
      photoIds: ['p1', 'p2'],
      body: {
        files: [
          { uploadId: 'p1', purpose: 'before' },
          { uploadId: 'p2', purpose: 'after' },
        ],
      },
    })
  })

  it('of a danger to life goes as a report, whatever else was touched', () => {
    const intent = reportIntent('case-1', { ...ready, danger: true, fixed: true }, [], '')
    expect(intent).toMatchObject({ act: 'report', body: { dangerToLife: true } })
    expect(intent.body).not.toHaveProperty('files')
  })

  it('says nothing that was not said', () => {
    expect(reportIntent('case-1', { ...ready, text: '  ', address: '' }, [], '').body).toEqual({
      itemId: 'item-1',
      position: point,
    })
  })
})

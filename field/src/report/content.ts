/** What a report's draft holds, and the command that it becomes. */
import type { AnswerOf } from '../platform/api.ts'
import type { Intent } from '../store/outbox.ts'

export interface Where {
  /** How it is known: measured by the phone, put on the map by hand, or not at all. */
  from: 'phone' | 'hand' | 'unknown'
  point: { longitude: number; latitude: number } | null
  /** Metres, of a measured one. */
  accuracy: number | null
  /** When the position is unknown: where as nearly as the person can say. */
  regionId: string | null
}

export interface ReportContent {
  itemId: string | null
  itemName: { zh: string; en: string } | null
  text: string
  address: string
  danger: boolean
  fixed: boolean
  where: Where
}

export const emptyContent = (danger: boolean): ReportContent => ({
  itemId: null,
  itemName: null,
  text: '',
  address: '',
  danger,
  fixed: false,
  where: { from: 'unknown', point: null, accuracy: null, regionId: null },
})

/** Opened and left without anything in it: not worth keeping, if it has no photo either. */
export function isBlank(content: ReportContent): boolean {
  return content.itemId === null && content.text.trim() === '' && content.address.trim() === ''
}

export type Missing = 'item' | 'place' | 'before' | 'after'

/** What the person still has to do before it can go; the server decides everything else. */
export function missing(content: ReportContent, photos: readonly { purpose: string }[]): Missing[] {
  const lacks: Missing[] = []
  if (!content.itemId) lacks.push('item')
  if (!content.where.point && !content.where.regionId) lacks.push('place')
  if (content.fixed && !photos.some((photo) => photo.purpose === 'before')) lacks.push('before')
  if (content.fixed && !photos.some((photo) => photo.purpose === 'after')) lacks.push('after')
  return lacks
}

/** Danger is never something that was already put right: the ordinary report goes, and at once. */
export function reportIntent(
  caseId: string,
  content: ReportContent,
  photos: readonly { id: string; purpose: 'before' | 'after' }[],
  title: string,
): Intent {
  const text = content.text.trim()
  const address = content.address.trim()
  const fixed = content.fixed && !content.danger
  return {
    endpoint: 'POST /api/v1/cases',
    params: {},
    act: fixed ? 'fix-on-the-spot' : 'report',
    subject: caseId,
    title,
    photoIds: photos.map((photo) => photo.id),
    body: {
      itemId: content.itemId,
      position: content.where.point,
      ...(content.where.point === null && content.where.regionId ? { regionId: content.where.regionId } : {}),
      ...(text ? { text } : {}),
      ...(address ? { address } : {}),
      ...(content.danger ? { dangerToLife: true } : {}),
      ...(photos.length > 0 ? { files: photos.map((photo) => ({ uploadId: photo.id, purpose: photo.purpose })) } : {}),
    },
  }
}

export type Acted = AnswerOf<'POST /api/v1/cases'>

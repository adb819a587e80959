/** Free text of cases: sealed with the case's key before it is written, opened for those who may read it. */
import type { TextRef } from '@bihuan/domain/cases/case'
import type { City } from '../platform/city.ts'
import { newId } from '../platform/id.ts'
import { blindIndex, commitment } from '../platform/secrets.ts'
import { sealText, type SealedText } from '../platform/secrets-store.ts'

export type TextKind = 'description' | 'address' | 'contact-name' | 'contact-phone' | 'remark' | 'condition'

/** Kinds that are masked in every list and page; reading one in clear is an act of its own. */
export const MASKED_KINDS: readonly string[] = ['contact-name', 'contact-phone']

/** Collects the sealed rows of one act; the references go into the event. */
export class Sealing {
  readonly rows: SealedText[] = []
  constructor(
    private readonly city: City,
    private readonly record: string,
    private readonly key: Buffer,
    private readonly now: Date,
  ) {}

  seal(kind: TextKind, text: string | null | undefined): TextRef | null {
    const trimmed = text?.trim()
    if (!trimmed) return null
    const id = newId()
    const index = kind === 'contact-phone' ? blindIndex(this.city, trimmed) : null
    this.rows.push(
      sealText(this.key, { id, record: this.record, kind, createdAt: this.now, text: trimmed, blindIndex: index }),
    )
    return { textId: id, commitment: commitment(this.key, trimmed) }
  }
}

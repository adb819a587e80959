/** A report begins as a draft with its first photo: both are on the phone before anything else is asked. */
import { database } from '../store/database.ts'
import { draftsNow, isReport, newDraft, saveDraft } from '../store/drafts.ts'
import { keepPhoto } from '../files/photos.ts'
import { emptyContent, isBlank, type ReportContent } from './content.ts'

export async function beginReport(
  accountId: string,
  { file, danger = false }: { file?: File; danger?: boolean },
): Promise<string> {
  // One that was opened and left without a word is taken again, instead of leaving a heap of them.
  const left = file
    ? undefined
    : (await draftsNow(accountId)).find(
        ({ draft, photos }) => photos === 0 && isReport(draft.id) && isBlank(draft.content as ReportContent),
      )
  if (left) {
    await saveDraft(left.draft.id, emptyContent(danger))
    return left.draft.id
  }
  const draft = await newDraft(accountId, emptyContent(danger))
  if (file) {
    try {
      await keepPhoto(file, 'before', draft.id, accountId)
    } catch (error) {
      // A draft without the photo that it was begun for is only in the way.
      await database.drafts.delete(draft.id)
      throw error
    }
  }
  return draft.id
}

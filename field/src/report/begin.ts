/** A report begins as a draft with its first photo: both are on the phone before anything else is asked. */
import { database } from '../store/database.ts'
import { newDraft } from '../store/drafts.ts'
import { keepPhoto } from '../files/photos.ts'
import { emptyContent } from './content.ts'

export async function beginReport(accountId: string, { file, danger = false }: { file?: File; danger?: boolean }): Promise<string> {
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

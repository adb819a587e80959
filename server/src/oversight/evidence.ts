/**
 * Files of a check belong to the record of its case: the case's own entry names them as media. The task's entry only says which they
 * were, in words of its own, so that nobody takes them for media of the task.
 */
import type { FileRef } from '@bihuan/domain/cases/case'

export interface Evidence extends Omit<FileRef, 'sha256' | 'referenceId'> {
  reference: string
  digest: string
}

export function evidenceOf({ referenceId, sha256, ...file }: FileRef): Evidence {
  return { ...file, reference: referenceId, digest: sha256 }
}

export function fileOf({ reference, digest, ...file }: Evidence): FileRef {
  return { ...file, referenceId: reference, sha256: digest }
}

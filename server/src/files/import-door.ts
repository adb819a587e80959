/** Files behind revisions: attached by whoever starts one, read by its rehearsal, shown to those who manage such things. */
import { scopesFor } from '@bihuan/domain/powers'
import { sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { registerFileDoor } from '../platform/revision-files.ts'
import { attachFiles, registerRecordReader } from './answers.ts'
import { lengthOf, openBlob, readBlob } from './blob.ts'
import { fileKey } from './file-keys.ts'
import { onDisk } from './paths.ts'
import { findFile } from './views.ts'

const MANAGE = { territory: 'territory.manage', catalogue: 'catalogue.manage', duties: 'duty.manage' } as const

export function openImportDoor(): void {
  registerFileDoor({
    async attach(db, revisionId, uploadId, accountId, now) {
      const [file] = await attachFiles(db, revisionId, [{ uploadId, purpose: 'document' }], { accountId }, now)
      return { sha256: file!.sha256 }
    },
    async open(city, sha256) {
      const file = await findFile(city.db, sha256)
      if (!file) throw new Problem('file.erased')
      const path = onDisk(city, file.blob)
      const key = fileKey(city, sha256, file.wrappedKey)
      if ((await lengthOf(path)) !== file.size) throw new Problem('file.damaged')
      return {
        sha256,
        mediaType: file.mediaType,
        size: file.size,
        stream: () => readBlob(path, key, 0, file.size),
        async read(offset, length) {
          const source = await openBlob(path, key)
          try {
            return await source.read(offset, length)
          } finally {
            await source.close()
          }
        },
      }
    },
  })
  registerRecordReader('revisions', async (city, actor, record) => {
    const row = await city.db.maybe<{ kind: keyof typeof MANAGE }>(sql`select kind from revision where id = ${record}`)
    return row !== null && scopesFor(actor.grants, MANAGE[row.kind]).length > 0
  })
}

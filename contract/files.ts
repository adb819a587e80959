/** Uploads by the tus protocol (tus.io, 1.0.0), the files of records, and the erasure of a record's personal data. */
import { z } from 'zod'
import { endpoints, id, instant, point } from './endpoint.ts'
import { problems } from './problem.ts'

export const PURPOSES = ['before', 'after', 'evidence', 'document'] as const
export const purpose = z.enum(PURPOSES)
export type Purpose = z.infer<typeof purpose>

/** How an act names the uploads that it attaches. */
export const attachments = z.array(z.object({ uploadId: id, purpose })).max(20)

/** A file of a record, as views give it. `sha256` and the rest are null once erased. */
export const attachedFile = z.object({
  id,
  purpose,
  mediaType: z.string().nullable(),
  size: z.number().nullable(),
  sha256: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  takenAt: instant.nullable(),
  takenWhere: point.nullable(),
  uploadedBy: id,
  createdAt: instant,
  erased: z.boolean(),
})
export type AttachedFile = z.infer<typeof attachedFile>

/** Why personal data is erased: the person's wish, the end of its keeping time, unlawful collection, an order. (PIPL art. 47) */
export const ERASURE_GROUNDS = ['request', 'retention-ended', 'unlawful', 'order'] as const

const uploadId = z.object({ uploadId: id })
const fileId = z.object({ fileId: id })
const bytes = z.string().meta({ format: 'binary', description: 'The bytes; `Range` and `If-None-Match` are honoured.' })
const nothing = z.undefined().meta({ description: 'No body; the answer is in the headers of the tus protocol.' })

export const fileEndpoints = endpoints({
  'POST /api/v1/uploads': {
    summary:
      'Begin an upload (tus 1.0.0: creation, creation-with-upload, expiration, termination). Upload-Metadata: `filetype` is required; `sha256` (hex) is checked at the end; `id` (UUIDv7) lets a phone name the upload itself, and sent again it is the same upload.',
    response: nothing,
    status: 201,
  },
  'PATCH /api/v1/uploads/{uploadId}': {
    summary:
      'Send more bytes, from Upload-Offset on. With the last of them the file is examined and stored, or refused.',
    params: uploadId,
    response: nothing,
    status: 204,
  },
  'GET /api/v1/uploads/{uploadId}': {
    summary:
      'How far an upload has come; HEAD gives the same in the headers of the tus protocol. A refused one answers the problem that it was refused with.',
    params: uploadId,
    response: z.object({
      id,
      state: z.enum(['receiving', 'complete', 'attached']),
      offset: z.number(),
      size: z.number(),
      mediaType: z.string(),
      sha256: z.string().nullable(),
      expiresAt: instant,
    }),
  },
  'DELETE /api/v1/uploads/{uploadId}': {
    summary: 'Give up an upload that no record holds yet.',
    params: uploadId,
    response: nothing,
    status: 204,
  },
  'GET /api/v1/files/{fileId}': {
    summary: 'The original bytes of a file that a record holds, or of an upload of one’s own that none holds yet.',
    params: fileId,
    response: bytes,
  },
  'GET /api/v1/files/{fileId}/thumbnail': {
    summary: 'An upright copy of an image, at most 320 pixels wide and high, without metadata (webp).',
    params: fileId,
    response: bytes,
  },
  'GET /api/v1/files/{fileId}/display': {
    summary: 'An upright copy of an image, at most 1600 pixels wide and high, without metadata (webp).',
    params: fileId,
    response: bytes,
  },
  'POST /api/v1/records/{recordId}/erase': {
    summary:
      'Erase the personal data of a record for good: its texts, contacts and media. What happened to the record stays.',
    params: z.object({ recordId: id }),
    body: z.strictObject({ commandId: id, ground: z.enum(ERASURE_GROUNDS) }),
    response: z.object({ erasureId: id, recordId: id, erasedAt: instant, texts: z.number(), files: z.number() }),
  },
})

export const fileProblems = problems({
  'record.erased': {
    status: 410,
    zh: '这条记录中的个人信息已依法删除，不能再补充内容。',
    en: 'The personal data of this record has been erased; nothing can be added to it.',
  },
  'record.erased-already': {
    status: 409,
    zh: '这条记录中的个人信息此前已经删除。',
    en: 'The personal data of this record has been erased before.',
  },
  'file.tus-version': {
    status: 412,
    zh: '上传协议版本不符，应为 tus 1.0.0（请求头 Tus-Resumable）。',
    en: 'The upload protocol must be tus 1.0.0 (header Tus-Resumable).',
  },
  'file.header-invalid': {
    status: 400,
    zh: '上传请求头 {header} 缺失或无法读取。',
    en: 'The upload header {header} is missing or cannot be read.',
  },
  'file.type-not-accepted': {
    status: 422,
    zh: '不接受这种文件（识别为 {found}）；可上传 JPEG、PNG、WebP 照片，MP4、WebM、MOV 视频，PDF、DOCX、XLSX 文件。',
    en: 'This kind of file is not accepted (it is {found}); photos may be JPEG, PNG or WebP, videos MP4, WebM or MOV, documents PDF, DOCX or XLSX.',
  },
  'file.import-not-allowed': {
    status: 403,
    zh: '只有管理区域、事项或责任的账号可以上传 CSV、GeoJSON 等导入文件。',
    en: 'Files for an import (CSV, GeoJSON) may be uploaded only by those who manage territory, catalogue or duties.',
  },
  'file.type-mismatch': {
    status: 422,
    zh: '文件内容（{found}）与声明的类型（{declared}）不符。',
    en: 'The content of the file ({found}) is not what it was declared to be ({declared}).',
  },
  'file.empty': { status: 422, zh: '文件是空的（0 字节）。', en: 'The file is empty (0 bytes).' },
  'file.too-large': {
    status: 413,
    zh: '文件过大：这类文件上限 {megabytes} MB。',
    en: 'The file is too large: the limit of its kind is {megabytes} MB.',
  },
  'file.more-than-declared': {
    status: 413,
    zh: '发送的内容超过了事先声明的长度。',
    en: 'More was sent than had been declared.',
  },
  'file.image-too-large': {
    status: 422,
    zh: '图片尺寸过大（{width}×{height}）：上限 {megapixels} 百万像素。',
    en: 'The image has too many pixels ({width}×{height}): the limit is {megapixels} megapixels.',
  },
  'file.corrupt': {
    status: 422,
    zh: '文件已损坏或不完整，无法读取。',
    en: 'The file is damaged or incomplete and cannot be read.',
  },
  'file.checksum-mismatch': {
    status: 422,
    zh: '收到的文件与发送方的校验值不一致，请重新上传。',
    en: 'The file received does not match the sender’s checksum; please upload it again.',
  },
  'file.too-many-pending': {
    status: 429,
    zh: '您有太多尚未提交的上传（上限 {count} 个、共 {megabytes} MB）；请先提交或放弃其中一些。',
    en: 'You have too many uploads that are not yet used (limit {count}, {megabytes} MB together); use or give up some first.',
  },
  'file.upload-offset': {
    status: 409,
    zh: '续传位置不对：服务器已收到 {offset} 字节。',
    en: 'The offset is wrong: the server has {offset} bytes.',
  },
  'file.upload-expired': {
    status: 410,
    zh: '这个上传已过期，请重新上传。',
    en: 'This upload has expired; please upload again.',
  },
  'file.upload-id-taken': {
    status: 409,
    zh: '这个上传编号已用于另一个文件。',
    en: 'This upload id is in use for another file.',
  },
  'file.upload-interrupted': {
    status: 400,
    zh: '连接中断；可从断点继续上传。',
    en: 'The connection broke off; the upload can be resumed.',
  },
  'file.upload-unknown': {
    status: 422,
    zh: '找不到要附上的上传（{uploadId}）。',
    en: 'The upload to attach cannot be found ({uploadId}).',
  },
  'file.upload-incomplete': {
    status: 409,
    zh: '要附上的文件尚未传完（{uploadId}）。',
    en: 'The file to attach has not been uploaded completely ({uploadId}).',
  },
  'file.upload-attached': {
    status: 409,
    zh: '这个上传已附在一条记录上（{uploadId}）。',
    en: 'This upload is already attached to a record ({uploadId}).',
  },
  'file.erased': { status: 410, zh: '这个文件已依法删除。', en: 'This file has been erased.' },
  'file.no-picture': { status: 404, zh: '这个文件没有可显示的图片。', en: 'There is no picture to show of this file.' },
  'file.range': {
    status: 416,
    zh: '请求的字节范围超出文件（共 {size} 字节）。',
    en: 'The byte range lies outside the file ({size} bytes).',
  },
  'file.damaged': {
    status: 500,
    zh: '服务器上的这个文件缺失或与其指纹不符，请告诉管理员。',
    en: 'This file is missing on the server or does not match its fingerprint; please tell the administrator.',
  },
})

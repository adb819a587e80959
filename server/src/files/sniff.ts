/** What a file is by its first bytes, whatever it is called. */
import type { ByteSource } from './byte-source.ts'
import { DOCX, XLSX } from './media-types.ts'
import { zipNames } from './zip.ts'

const HEAD = 1024

/** ISO base media brands (ISO/IEC 14496-12) of the first box. */
function isoBrand(brand: string): string {
  if (brand === 'qt  ') return 'video/quicktime'
  if (/^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(brand)) return 'image/heic'
  if (/^avi[fs]$/.test(brand)) return 'image/avif'
  if (/^(isom|iso[2-9a-c]|mp4[12]|avc1|M4V[HP ]|mmp4|dash|MSNV|XAVC|3g[gp][0-9a-z])$/.test(brand)) return 'video/mp4'
  return 'application/octet-stream'
}

const MAGIC: [string, Buffer][] = [
  ['image/jpeg', Buffer.of(0xff, 0xd8, 0xff)],
  ['image/png', Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['application/pdf', Buffer.from('%PDF-')],
  ['image/gif', Buffer.from('GIF8')],
  ['application/x-msdownload', Buffer.from('MZ')],
  ['application/x-executable', Buffer.of(0x7f, 0x45, 0x4c, 0x46)],
  ['application/x-ole-storage', Buffer.of(0xd0, 0xcf, 0x11, 0xe0)],
  ['text/x-script', Buffer.from('#!')],
]

/** Names the text formats that a browser would run, so that the refusal can say what was found. */
function textual(head: Buffer): string {
  // As spreadsheet programs save “Unicode text”.
  const mark = head.length > 3 ? head.readUInt16BE(0) : 0
  const wide = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : null
  const text = (wide ? new TextDecoder(wide).decode(head.subarray(0, head.length & ~1)) : head.toString('latin1'))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase()
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?(<!doctype svg[^>]*>\s*)?<svg[\s>]/.test(text)) return 'image/svg+xml'
  if (/^(<!--[^]*?-->\s*)?<(!doctype html|html|head|body|script|iframe|img|table|p|div|a)[\s>/]/.test(text))
    return 'text/html'
  if (text.startsWith('<?xml')) return 'application/xml'
  if (text.startsWith('<?php')) return 'text/x-script'
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) return 'application/octet-stream'
  return /^[[{]\s*("|[[{\]}]|$)/.test(text) ? 'text/json' : 'text/plain'
}

/** The media type found, one of ours or the name of what is not accepted. */
export async function sniff(source: ByteSource): Promise<string> {
  const head = await source.read(0, HEAD)
  for (const [type, magic] of MAGIC) if (head.subarray(0, magic.length).equals(magic)) return type
  const ascii = (from: number, to: number) => head.toString('latin1', from, to)
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp'
  if (ascii(4, 8) === 'ftyp') return isoBrand(ascii(8, 12))
  if (/^(moov|mdat|wide|free|skip)$/.test(ascii(4, 8))) return 'video/quicktime'
  if (ascii(0, 4) === '\x1a\x45\xdf\xa3') return ascii(0, 80).includes('webm') ? 'video/webm' : 'video/x-matroska'
  if (ascii(0, 4) === 'PK\x03\x04') return office(source)
  return textual(head)
}

/** docx and xlsx are zips that name their parts; one with macros is another type (ECMA-376 part 1; MS-OFFMACRO2). */
async function office(source: ByteSource): Promise<string> {
  const names = await zipNames(source)
  if (!names?.includes('[Content_Types].xml')) return 'application/zip'
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) return 'application/vnd.ms-office.macro-enabled'
  if (names.includes('word/document.xml')) return DOCX
  if (names.includes('xl/workbook.xml')) return XLSX
  return 'application/zip'
}

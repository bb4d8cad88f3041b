const has = (bytes: Uint8Array, at: number, ...values: readonly number[]): boolean =>
  values.every((value, i) => bytes[at + i] === value)
const says = (bytes: Uint8Array, at: number, text: string): boolean => has(bytes, at, ...Buffer.from(text, 'latin1'))

const ZIP_KINDS: readonly (readonly [part: string, mediaType: string])[] = [
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
]

/**
 * What the bytes are, by how they begin; the name and the word of the sender are never trusted, because a page
 * shows a file under this type. Text is always plain text: a letter with markup in it must not run in a browser.
 */
export function mediaTypeOf(bytes: Uint8Array): string {
  if (says(bytes, 0, '%PDF-')) return 'application/pdf'
  if (has(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (has(bytes, 0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (has(bytes, 0, 0x49, 0x49, 0x2a, 0x00) || has(bytes, 0, 0x4d, 0x4d, 0x00, 0x2a)) return 'image/tiff'
  if (says(bytes, 0, 'GIF8')) return 'image/gif'
  if (says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP')) return 'image/webp'
  if (says(bytes, 4, 'ftyphei') || says(bytes, 4, 'ftypmif1')) return 'image/heic'
  if (has(bytes, 0, 0x50, 0x4b, 0x03, 0x04))
    return zipKind(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (has(bytes, 0, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'application/x-ole-storage'
  if (says(bytes, 0, '{\\rtf')) return 'application/rtf'
  return isText(bytes) ? 'text/plain' : 'application/octet-stream'
}

function zipKind(bytes: Buffer): string {
  if (says(bytes, 30, 'mimetypeapplication/vnd.oasis.opendocument.text'))
    return 'application/vnd.oasis.opendocument.text'
  return ZIP_KINDS.find(([part]) => bytes.includes(part, 0, 'latin1'))?.[1] ?? 'application/zip'
}

/** UTF-8 or an old Vietnamese code page: no zero bytes and hardly any control characters at the start. */
const isText = (bytes: Uint8Array): boolean =>
  bytes
    .subarray(0, 4096)
    .every(byte => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c)

/** Whether a browser may show the type in its own page; everything else is offered for download. */
export const isShownInline = (mediaType: string): boolean =>
  ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain'].includes(mediaType)

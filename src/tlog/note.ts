import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { no, problem, yes, type Result } from '../kernel/index.ts'
import { fromBase64, same, toBase64 } from './bytes.ts'
import { sha256 } from './merkle.ts'

// C2SP signed-note: a text, a blank line, and lines "— name base64(key id ‖ signature)".

/** What the first byte of a key says about its signatures. */
export const ED25519 = 0x01
export const COSIGNATURE = 0x04
export type KeyType = typeof ED25519 | typeof COSIGNATURE

export type VerifierKey = {
  readonly name: string
  readonly type: KeyType
  /** Four bytes that tell keys apart; they prove nothing. */
  readonly id: Uint8Array
  readonly bytes: Uint8Array
}
export type SigningKey = VerifierKey & { readonly seed: Uint8Array }

export type NoteSignature = { readonly name: string; readonly id: Uint8Array; readonly bytes: Uint8Array }
/** `text` ends with its newline; it says nothing before a signature under it has been verified. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] }

const NOTE_MAX_BYTES = 64 * 1024
const SIGNATURES_MAX = 64
const KEY_NAME = /^[^\s+\p{Z}\p{Cc}]+$/u
const PRIVATE = 'PRIVATE+KEY+'
// What stands before 32 raw bytes in the two DER forms that node:crypto reads.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

const privateOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
const publicOf = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' })

const keyId = (name: string, type: KeyType, bytes: Uint8Array): Uint8Array =>
  sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), bytes])).subarray(0, 4)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The key that 32 secret bytes make; the caller draws them. */
export function signingKey(name: string, type: KeyType, seed: Uint8Array): SigningKey {
  const bytes = createPublicKey(privateOf(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
  return { name, type, id: keyId(name, type, bytes), bytes, seed }
}

/** The public half, as a log publishes it: `name+id+base64(type ‖ key)`. */
export const writeVerifierKey = ({ name, type, id, bytes }: VerifierKey): string =>
  `${name}+${hex(id)}+${toBase64(Buffer.concat([Buffer.of(type), bytes]))}`

/** The secret half, as a signer keeps it. */
export const writeSigningKey = ({ name, type, id, seed }: SigningKey): string =>
  `${PRIVATE}${name}+${hex(id)}+${toBase64(Buffer.concat([Buffer.of(type), seed]))}`

export function readVerifierKey(text: string): Result<VerifierKey> {
  const parts = keyParts(text)
  if (!parts) return no(problem('tlog.key-malformed'))
  const { name, type, id, bytes } = parts
  return same(id, keyId(name, type, bytes)) ? yes(parts) : no(problem('tlog.key-malformed'))
}

export function readSigningKey(text: string): Result<SigningKey> {
  const parts = text.startsWith(PRIVATE) ? keyParts(text.slice(PRIVATE.length)) : null
  if (!parts) return no(problem('tlog.key-malformed'))
  const key = signingKey(parts.name, parts.type, parts.bytes)
  return same(key.id, parts.id) ? yes(key) : no(problem('tlog.key-malformed'))
}

function keyParts(text: string): VerifierKey | null {
  const [, name = '', id = '', coded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? []
  const bytes = fromBase64(coded)
  const type = bytes?.[0]
  if (!KEY_NAME.test(name) || bytes?.length !== 33 || (type !== ED25519 && type !== COSIGNATURE)) return null
  return { name, type, id: Buffer.from(id, 'hex'), bytes: bytes.subarray(1) }
}

/** Takes a note apart. Refuses what is not written as the format says; looks at no signature. */
export function readNote(bytes: Uint8Array): Result<Note> {
  const malformed = no(problem('tlog.note-malformed'))
  if (bytes.length > NOTE_MAX_BYTES) return malformed
  const all = decodeText(bytes)
  const end = all?.lastIndexOf('\n\n') ?? -1
  if (!all || end < 0 || !all.endsWith('\n')) return malformed
  const lines = all.slice(end + 2, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) return malformed
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const [, name = '', coded = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? []
    const signature = fromBase64(coded)
    if (!KEY_NAME.test(name) || !signature || signature.length < 5) return malformed
    signatures.push({ name, id: signature.subarray(0, 4), bytes: signature.subarray(4) })
  }
  return yes({ text: all.slice(0, end + 1), signatures })
}

/** Valid UTF-8 without control characters other than the newline; null for anything else. */
function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    // oxlint-disable-next-line no-control-regex
    return /[\u0000-\u0009\u000B-\u001F]/.test(text) ? null : text
  } catch {
    return null // not UTF-8
  }
}

export const writeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(({ name, id, bytes }) => `— ${name} ${toBase64(Buffer.concat([id, bytes]))}\n`).join('')}`

/** The log's own signature under a text. */
export const signText = (text: string, key: SigningKey): NoteSignature => ({
  name: key.name,
  id: key.id,
  bytes: rawSign(Buffer.from(text), key),
})

export const rawSign = (message: Uint8Array, key: SigningKey): Uint8Array => sign(null, message, privateOf(key.seed))
export const rawVerify = (message: Uint8Array, key: VerifierKey, signature: Uint8Array): boolean =>
  signature.length === 64 && verify(null, message, publicOf(key.bytes), signature)

/** Those signatures of a note that say they are of this key: both the name and the id must agree. */
export const signaturesOf = (note: Note, key: VerifierKey): NoteSignature[] =>
  note.signatures.filter(one => one.name === key.name && same(one.id, key.id))

/** Whether the log with this key signed the note. Signatures of unknown keys are ignored; one wrong one refuses all. */
export function checkSignature(note: Note, key: VerifierKey): Result<null> {
  const claimed = key.type === ED25519 ? signaturesOf(note, key) : []
  if (claimed.length === 0) return no(problem('tlog.not-signed', { name: key.name }))
  return claimed.every(one => rawVerify(Buffer.from(note.text), key, one.bytes))
    ? yes(null)
    : no(problem('tlog.signature-wrong', { name: key.name }))
}

import { no, problem, yes, type Result } from '../kernel/index.ts'
import { decimal, fromBase64, toBase64 } from './bytes.ts'
import { HASH_BYTES, type TreeHead } from './merkle.ts'
import {
  COSIGNATURE,
  rawSign,
  rawVerify,
  signaturesOf,
  signText,
  writeNote,
  type Note,
  type NoteSignature,
  type SigningKey,
  type VerifierKey,
} from './note.ts'

// C2SP tlog-checkpoint and tlog-cosignature: what a log says it is at one size, signed by it and by its witnesses.

export type Checkpoint = TreeHead & { readonly origin: string }

export const writeCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`

/** A checkpoint signed by its log, whose key bears the name of the origin. */
export function signCheckpoint(head: TreeHead, key: SigningKey): string {
  const text = writeCheckpoint({ ...head, origin: key.name })
  return writeNote({ text, signatures: [signText(text, key)] })
}

/** The three lines; lines after them are allowed by the format and say nothing to us. */
export function readCheckpoint(text: string): Result<Checkpoint> {
  const [origin = '', count = '', coded = '', ...more] = text.split('\n')
  const size = decimal(count)
  const root = fromBase64(coded)
  // A text that ends with its newline leaves one empty piece behind; an empty line in between is an error.
  if (!origin || size === null || root?.length !== HASH_BYTES || more.pop() !== '' || more.includes(''))
    return no(problem('tlog.checkpoint-malformed'))
  return yes({ origin, size, root })
}

const message = (text: string, seconds: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)

/** A witness's signature: it saw this checkpoint at this second, and that it adds to all that it saw before. */
export function cosign(text: string, key: SigningKey, at: Date): NoteSignature {
  const time = Buffer.alloc(8)
  const seconds = BigInt(Math.floor(at.getTime() / 1000))
  time.writeBigUInt64BE(seconds)
  return { name: key.name, id: key.id, bytes: Buffer.concat([time, rawSign(message(text, seconds), key)]) }
}

// The last second that a Date can hold; later ones, which the format allows, are of no use to anybody.
const LAST_SECOND = 8_640_000_000_000n

/** When this witness saw the checkpoint: its latest cosignature; null without one, a refusal when one is wrong. */
export function cosignedAt(note: Note, key: VerifierKey): Result<Date | null> {
  if (key.type !== COSIGNATURE) return yes(null)
  const times: number[] = []
  for (const { bytes } of signaturesOf(note, key)) {
    const seconds = bytes.length === 72 ? Buffer.from(bytes).readBigUInt64BE() : LAST_SECOND + 1n
    if (seconds > LAST_SECOND || !rawVerify(message(note.text, seconds), key, bytes.subarray(8)))
      return no(problem('tlog.signature-wrong', { name: key.name }))
    times.push(Number(seconds) * 1000)
  }
  return yes(times.length > 0 ? new Date(Math.max(...times)) : null)
}

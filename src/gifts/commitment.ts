import { createHash } from 'node:crypto'

const SEPARATOR = '\u001f'

/** What a leaf says of a gift: SHA-256 over the salt and the parts, so that without the salt nothing can be tried out. */
export const commitmentOf = (salt: Uint8Array, parts: readonly (string | null)[]): Uint8Array =>
  createHash('sha256')
    .update(salt)
    .update(parts.map(part => part ?? '').join(SEPARATOR))
    .digest()

/**
 * Salt and token from the 32 random bytes that a form carries; null when they are not 32. A form that is sent twice carries
 * the same bytes, so that its command is the same command.
 */
export const drawnFrom = (secret: string): { readonly salt: Uint8Array; readonly token: string } | null => {
  const bytes = Buffer.from(secret, 'base64url')
  if (bytes.length !== 32) return null
  const draw = (what: string) => createHash('sha256').update(what).update(bytes).digest()
  return { salt: draw('salt'), token: draw('receipt').subarray(0, 16).toString('base64url') }
}

import { createHash } from 'node:crypto'

/** So that a token left in a file or a chat is found by whoever scans for one. */
const PREFIX = 'chido_'

/** A token out of 32 random bytes, which the door draws: rooms hold no randomness. It is shown once and never kept. */
export const tokenFrom = (bytes: Uint8Array): string => PREFIX + Buffer.from(bytes).toString('base64url')

export const isToken = (text: string): boolean => /^chido_[A-Za-z0-9_-]{43}$/.test(text)

/** What is kept of a token. Its 256 random bits need no slow hash. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

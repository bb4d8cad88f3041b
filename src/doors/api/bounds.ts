import { problem, type Problem } from '../../kernel/index.ts'

/** Deeper than any input of ours; without a limit a body of brackets alone would use up the stack of whoever walks it. */
const DEPTH_MAX = 32

/**
 * What JSON can say and the database cannot keep, wherever it stands: a NUL, half a surrogate pair, a value nested
 * without end. Answers the first, with the path to its field; null when all is well.
 */
export function unstorable(input: unknown): Problem | null {
  const open: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [{ value: input, path: [] }]
  for (let one = open.pop(); one; one = open.pop()) {
    const { value, path } = one
    const field = { field: path.join('.') }
    if (typeof value === 'string' && !fits(value)) return problem('api.characters', undefined, field)
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) continue
    if (path.length >= DEPTH_MAX) return problem('api.depth', { levels: DEPTH_MAX }, field)
    for (const [key, inner] of Object.entries(value)) {
      if (!fits(key)) return problem('api.characters', undefined, field)
      open.push({ value: inner, path: [...path, key] })
    }
  }
  return null
}

const fits = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

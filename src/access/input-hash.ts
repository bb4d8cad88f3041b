import { createHash } from 'node:crypto'

/** Keys are sorted, so that the same input sent by another door is the same input. Bytes count by their digest. */
export function hashOf(name: string, input: unknown): Buffer {
  const text = JSON.stringify([name, input], (_key, value: unknown) => {
    if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex')
    if (typeof value === 'bigint') return value.toString()
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    }
    return value
  })
  return createHash('sha256').update(text).digest()
}

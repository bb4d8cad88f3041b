/** How words, numbers and days are compared when a reading is scored: case, marks, quotes and bullets aside. */

const QUOTES = /[“”„"«»'’‘`]/g

/** What is there as text; nothing is no text. */
export const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)

/** One way of writing, without tone marks. */
export const fold = (value: unknown): string =>
  text(value)
    .normalize('NFC')
    .toLowerCase()
    .replace(QUOTES, '')
    .replace(/[–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?([/\-(),;:.]) ?/g, '$1')
    .replace(/^[\s\-+*•.;,:]+/, '')
    .replace(/[\s.;,:/]+$/, '')
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đð]/g, 'd')

export const tokens = (value: unknown): string[] =>
  fold(value)
    .split(/[^0-9\p{L}\p{M}]+/u)
    .filter(Boolean)

const ISO = /^\d{4}(?:-\d{2})?(?:-\d{2})?$/

/** A day in ISO, from ISO, `dd/mm/yyyy` or "ngày … tháng … năm …". */
export function isoDay(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const said = text(value).trim()
  if (ISO.test(said)) return said
  const day =
    /(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/.exec(said) ??
    /(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/i.exec(said)
  if (day) return `${day[3]}-${day[2]!.padStart(2, '0')}-${day[1]!.padStart(2, '0')}`
  const month = /tháng\s*(\d{1,2})\s*năm\s*(\d{4})/i.exec(said)
  return month ? `${month[2]}-${month[1]!.padStart(2, '0')}` : said
}

export const prefixKey = (value: string): string | null => value.toUpperCase().replace(/[^A-Z]/g, '') || null
export const code = (value: unknown): string =>
  fold(value)
    .replace(/\s+/g, '')
    .replace(/^so[:.]*/, '')
export const numberKey = (value: unknown): string => code(value).replace(/^0+(?=\d)/, '')
/** The number of a cited paper without the word for its kind. */
export const codeKey = (value: unknown): string =>
  code(value).replace(/^(so|luat|nghidinh|nghiquyet|quyetdinh|congvan|chithi|thongtu)(?=\d)/, '')

/** Nothing there: null, an empty text or list, an object of nothing but such. */
export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' &&
    !Array.isArray(value) &&
    !('anyOf' in value && value.anyOf) &&
    Object.values(value).every(one => one === null || one === undefined || one === ''))

/** What counts as right: one value, or any of several. */
export const alternatives = (gold: unknown): readonly unknown[] =>
  typeof gold === 'object' && gold !== null && 'anyOf' in gold && Array.isArray(gold.anyOf) ? gold.anyOf : [gold]

export const listOf = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : [])

/** How much two texts share, word by word. */
export function tokenF1(a: unknown, b: unknown): number {
  const [left, right] = [tokens(a), tokens(b)]
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0
  const there = new Map<string, number>()
  for (const word of left) there.set(word, (there.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of right) {
    const count = there.get(word) ?? 0
    if (count === 0) continue
    shared += 1
    there.set(word, count - 1)
  }
  return shared ? (2 * shared) / (left.length + right.length) : 0
}

/** What a pair is worth, and its places in both lists. */
export type Pair = readonly [worth: number, at: number, other: number]

/** Pairs the entries of two lists, the likest first; each is used once, and none below `least`. */
export function match<A, B>(
  gold: readonly A[],
  read: readonly B[],
  worth: (a: A, b: B, at: number, other: number) => number,
  least: number,
): Pair[] {
  const pairs = gold.flatMap((a, at) =>
    read.flatMap((b, other): Pair[] => {
      const value = worth(a, b, at, other)
      return value >= least ? [[value, at, other]] : []
    }),
  )
  pairs.sort((a, b) => b[0] - a[0])
  const [left, right] = [new Set<number>(), new Set<number>()]
  return pairs.filter(([, at, other]) => {
    if (left.has(at) || right.has(other)) return false
    left.add(at)
    right.add(other)
    return true
  })
}

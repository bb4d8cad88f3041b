/** Vietnamese text for search and comparison. Pure; works the same on the server and on a phone. */

/**
 * Lower case, without tones and marks, đ as d, runs of space as one: `Uỷ ban` and `ỦY BAN` become `uy ban`.
 * For search and for comparing names that offices spell with the tone in different places.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐðÐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()

const collator = new Intl.Collator('vi')

/** Orders as a Vietnamese reader expects (đ after d, tones last); PGlite's own collations do not. */
export const compareVietnamese = (a: string, b: string): number => collator.compare(a, b)

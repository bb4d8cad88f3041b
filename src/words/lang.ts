/** The languages of the pages; Vietnamese is the source that the others are checked against. */
export const LANGS = ['vi', 'en', 'km'] as const
export type Lang = (typeof LANGS)[number]

export const isLang = (text: unknown): text is Lang => LANGS.some(lang => lang === text)

/**
 * The language of a request: what the link asks for, else what the reader chose before,
 * else what the browser prefers, else Vietnamese.
 */
export const langFrom = (from: {
  readonly query?: string | null | undefined
  readonly cookie?: string | null | undefined
  readonly acceptLanguage?: string | null | undefined
}): Lang => {
  if (isLang(from.query)) return from.query
  if (isLang(from.cookie)) return from.cookie
  return preferred(from.acceptLanguage ?? '') ?? 'vi'
}

// `en-GB;q=0.8` counts as `en`; equal weights keep the browser's own order, because sort is stable.
const preferred = (header: string): Lang | undefined =>
  header
    .split(',')
    .slice(0, 20)
    .map(part => {
      const [tag = '', ...settings] = part.trim().toLowerCase().split(';')
      const weight = settings.map(s => /^\s*q=([\d.]+)$/.exec(s)?.[1]).find(q => q !== undefined)
      return { lang: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(choice => choice.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(choice => choice.lang)
    .find(isLang)

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LANGS, type Lang } from './lang.ts'

/** Every message in every language, read once at the start. */
export type Words = {
  /** The text of a key; undefined when the catalogue has no such key. */
  readonly text: (lang: Lang, key: string) => string | undefined
  readonly keys: () => readonly string[]
  /** False while any file of the language still waits for a native reader (`"_review"`). */
  readonly reviewed: (lang: Lang) => boolean
  /** What is wrong with the catalogues, a sentence each; empty when they are whole. */
  readonly check: () => readonly string[]
}

/** Reads `dir/<lang>/<room>.json` and throws a list when any language is not whole: a bug, found at the start. */
export const loadWords = (dir: string): Words => {
  const words = readWords(dir)
  const wrong = words.check()
  if (wrong.length > 0) throw new Error(`the catalogues in ${dir} are not whole:\n- ${wrong.join('\n- ')}`)
  return words
}

/** Reads without refusing, for tests and tools that look at what is wrong. */
export const readWords = (dir: string): Words => {
  const files = LANGS.flatMap(lang => filesOf(dir, lang))
  const texts = new Map(LANGS.map(lang => [lang, merged(files, lang)] as const))
  const text = (lang: Lang, key: string) => texts.get(lang)?.get(key)
  const keys = () => [...(texts.get('vi') ?? new Map<string, string>()).keys()]
  return {
    text,
    keys,
    reviewed: lang => files.filter(f => f.lang === lang).every(f => f.reviewed),
    check: () => [
      ...files.flatMap(file => file.wrong),
      ...LANGS.flatMap(lang => duplicates(files, lang)),
      ...LANGS.flatMap(lang => differences(texts.get('vi')!, texts.get(lang)!, lang)),
    ],
  }
}

/** The names in braces that a text asks for, each once, in order of the alphabet. */
export const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!))].sort((a, b) => (a < b ? -1 : 1))

type File = {
  readonly lang: Lang
  readonly name: string
  readonly entries: readonly (readonly [string, string])[]
  readonly reviewed: boolean
  readonly wrong: readonly string[]
}

const filesOf = (dir: string, lang: Lang): File[] => {
  const folder = join(dir, lang)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => fileOf(readFileSync(join(folder, name), 'utf8'), lang, name))
}

const fileOf = (json: string, lang: Lang, name: string): File => {
  const where = `${lang}/${name}`
  const broken = (why: string): File => ({
    lang,
    name,
    entries: [],
    reviewed: false,
    wrong: [`${where}: ${why}`],
  })
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error))
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return broken('must be one flat object')
  const all = Object.entries(parsed).map(([key, value]): readonly [string, unknown] => [key, value])
  const entries = all.filter((e): e is readonly [string, string] => e[0] !== '_review' && typeof e[1] === 'string')
  const wrong = all
    .filter(([key, value]) => typeof value !== 'string' || (key !== '_review' && !KEY.test(key)))
    .map(([key]) => `${where}: "${key}" must be a key like room.some-name with a text`)
  // Khmer counts as unreviewed until a file says otherwise, so that forgetting the mark never hides it.
  const review = all.find(([key]) => key === '_review')?.[1]
  return {
    lang,
    name,
    entries,
    wrong,
    reviewed: lang === 'km' ? review === 'reviewed' : review !== 'unreviewed',
  }
}

// A key may end in `#one`, the form for a count of one in a language that has one.
const KEY = /^[a-z][a-z0-9-]*(\.[a-z0-9][a-zA-Z0-9_-]*)+(#one)?$/

const merged = (files: readonly File[], lang: Lang): Map<string, string> =>
  new Map(files.filter(file => file.lang === lang).flatMap(file => file.entries))

const duplicates = (files: readonly File[], lang: Lang): string[] => {
  const owner = new Map<string, string>()
  const wrong: string[] = []
  for (const file of files.filter(f => f.lang === lang)) {
    for (const [key] of file.entries) {
      const first = owner.get(key)
      if (first) wrong.push(`${lang}: "${key}" stands in both ${first} and ${file.name}; a key has one room`)
      else owner.set(key, file.name)
    }
  }
  return wrong
}

const differences = (source: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>, lang: Lang): string[] => {
  const missing = [...source.keys()]
    .filter(key => !key.endsWith('#one') && !other.has(key))
    .map(key => `${lang}: "${key}" is missing; vi says "${source.get(key)}"`)
  const rest = [...other].flatMap(([key, text]) => {
    const base = key.replace(/#one$/, '')
    const wanted = source.get(base)
    if (wanted === undefined) return [`${lang}: "${key}" is unknown; vi has no "${base}"`]
    const asked = placeholders(wanted)
    const has = placeholders(text)
    // The form for one may leave the number out ("one letter"), but may not ask for more.
    const same = key === base ? has.join() === asked.join() : has.every(name => asked.includes(name))
    return same ? [] : [`${lang}: "${key}" has {${has.join('} {')}} where vi has {${asked.join('} {')}}`]
  })
  return [...missing, ...rest]
}

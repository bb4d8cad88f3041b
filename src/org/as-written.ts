import { fold } from '../kernel/index.ts'
import { AREA_TYPES, bareName, nameKey } from './areas.ts'
import type { Selector } from './parse-phrase.ts'
import { marksOf } from './phrase-words.ts'
import type { FoundRow } from './resolve.sql.ts'

/** What was found, held against the very words of the phrase: areas are looked for without marks, and in lists. */

/**
 * "Cẩm Giang" and "Cẩm Giàng" are two communes, and looked for without marks both are found: whichever is written in the
 * phrase is meant. Written without marks, both stay, to be seen and chosen from.
 */
export const asWritten = (phrase: string, found: readonly FoundRow[]): readonly FoundRow[] => {
  const written = ` ${wordsOf(phrase).map(wordKey).join(' ')} `
  const bare = (row: FoundRow) => bareName({ level: row.level, name: row.areaName })
  const isWritten = (row: FoundRow) => written.includes(` ${wordsOf(bare(row)).map(wordKey).join(' ')} `)
  const meant = new Set(found.filter(isWritten).map(row => nameKey(bare(row))))
  return found.filter(row => !meant.has(nameKey(bare(row))) || isWritten(row))
}

/** Names in a list that no area bears: they must not be lost beside those that are found. */
export const namesWithoutArea = (
  phrase: string,
  selectors: readonly Selector[],
  rows: readonly FoundRow[],
): string[] => {
  const found = new Set(rows.map(row => nameKey(row.areaName)))
  const named = Map.groupBy(
    selectors.flatMap(selector =>
      ('names' in selector ? selector.names : []).map(name => ({ name, bare: bareKey(name) })),
    ),
    each => each.bare,
  )
  return [...named]
    .filter(([, names]) => !names.some(({ name }) => found.has(name)))
    .map(([bare]) => partOf(phrase, bare))
}

/** The words of the phrase that bear this name, as they are written there. */
const partOf = (phrase: string, bare: string): string => {
  const words = [...phrase.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
  const length = bare.split(' ').length
  for (let at = 0; at + length <= words.length; at += 1) {
    const some = words.slice(at, at + length)
    if (nameKey(some.map(word => word[0]).join(' ')) === bare)
      return phrase.slice(some[0]!.index, some.at(-1)!.index + some.at(-1)![0].length)
  }
  return bare
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
/** A word with its marks, wherever in the word the tone is set (hoà, hòa). */
const wordKey = (word: string): string => `${fold(word)}${marksOf(word)}`
const TYPE_WORDS = Object.values(AREA_TYPES).map(type => fold(type.word))
/** "thanh pho hai phong" without its type: one name is looked for under each type that it may have. */
const bareKey = (name: string): string => {
  const type = TYPE_WORDS.filter(word => name.startsWith(`${word} `)).sort((a, b) => b.length - a.length)[0]
  return type ? name.slice(type.length + 1) : name
}

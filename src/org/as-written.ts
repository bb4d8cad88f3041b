import { fold } from '../kernel/index.ts'
import { bareName, nameKey } from './areas.ts'
import type { Selector } from './parse-phrase.ts'
import { marksOf } from './phrase-words.ts'
import type { FoundRow } from './resolve.sql.ts'

/** What was found, held against the very words of the phrase: areas are looked for without marks, and in lists. */

/**
 * "Tân An" and "Tân Ân" are two communes, and looked for without marks both are found. A name written with its marks
 * means the place that is written so and no other; written without marks it may mean each of them, to be seen and
 * chosen from. Of what is left of one name, the areas in the issuer's province win over those elsewhere.
 */
export const meantBy = (
  phrase: string,
  selectors: readonly Selector[],
  rows: readonly FoundRow[],
): readonly FoundRow[] => {
  const named = (row: FoundRow) => namesOf(selectors[row.s]).length > 0
  if (!rows.some(named)) return rows
  const words = wordsIn(phrase)
  const isMeant = (row: FoundRow) => {
    const bare = bareName({ level: row.level, name: row.areaName })
    const written = words.parts(nameKey(bare))
    const key = spelled(bare)
    return written.length === 0 || written.some(part => marksOf(part) === '' || spelled(part) === key)
  }
  const meant = rows.filter(row => !named(row) || isMeant(row))
  const placeOf = (row: FoundRow) => `${row.s}/${nameKey(row.areaName)}`
  const home = new Set(meant.filter(row => row.atHome).map(placeOf))
  return meant.filter(row => !named(row) || row.atHome || !home.has(placeOf(row)))
}

/**
 * Names for which no such body was found, as the phrase writes them: they must not be lost beside those that were.
 * "tỉnh" and "thành phố" are one word in "Hội Chữ thập đỏ tỉnh, thành phố X", so either answers for both.
 */
export const namesWithoutUnit = (
  phrase: string,
  selectors: readonly Selector[],
  rows: readonly FoundRow[],
): string[] => {
  const place = (name: string) => name.replace(/^(tinh|thanh pho) /, '* ')
  const found = new Set(rows.map(row => place(nameKey(row.areaName))))
  const names = selectors.flatMap(selector =>
    selector.notes.includes('no-such-body-at-this-level') ? [] : namesOf(selector),
  )
  const lost = new Set(names.map(place).filter(name => !found.has(name)))
  const words = wordsIn(phrase)
  return [...lost].map(name => {
    const bare = name.startsWith('* ') ? name.slice(2) : name
    return words.parts(bare)[0] ?? words.parts(bare.replace(TYPE_WORD, ''))[0] ?? bare
  })
}

const namesOf = (selector: Selector | undefined): readonly string[] =>
  selector && 'names' in selector ? selector.names : []
const TYPE_WORD = /^(huyen|thi xa|quan|xa|phuong|thi tran|dac khu) /

/** The words of a phrase, in which a name is looked for as it is written. */
const wordsIn = (phrase: string) => {
  const words = [...phrase.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
  const keys = words.map(word => nameKey(word[0]))
  return {
    /** Every stretch of the phrase that is this name without its marks. */
    parts: (name: string): string[] => {
      const wanted = name.split(' ')
      return words.flatMap((word, at) => {
        const last = words[at + wanted.length - 1]
        const here = last && wanted.every((each, i) => keys[at + i] === each)
        return here ? [phrase.slice(word.index, last.index + last[0].length)] : []
      })
    },
  }
}

/** A name by its letters and marks, wherever in the word the tone is set (hoà, hòa). */
const spelled = (name: string): string =>
  (name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    .map(word => `${fold(word).replace(/^0+(?=\d)/, '')}${marksOf(word)}`)
    .join(' ')

/** A word of a memo: folded, with its place and how it was written. */
export type Word = {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly written: 'UPPER' | 'Title' | 'lower' | 'digits'
  /** Whether a mark of punctuation stands before it. */
  readonly after: boolean
}

/** Lower case without accents, letter for letter, so that places stay true. */
export const foldInPlace = (text: string): string => {
  const lower = text.toLowerCase()
  if (lower.length !== text.length) return text
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(lower)
    ? lower
    : lower.replace(/[^\x00-\x7f]/g, letter => (letter === 'đ' ? 'd' : plainOf(letter)))
}

const plainOf = (letter: string): string => {
  const plain = letter.normalize('NFD')[0]!
  return plain.length === letter.length ? plain : letter
}

/**
 * The words between two places. `joint` is a space to be read over: where a wallet's form ends, the
 * bank's page breaks the line after the first letter (`_N GUYEN THOI NHAN`).
 */
export const wordsOf = (text: string, folded: string, start: number, end: number, joint = -1): Word[] => {
  const words: Word[] = []
  let after = false
  for (let at = start; at < end;) {
    const code = folded.charCodeAt(at)
    if (!isWordCode(code)) {
      after ||= code !== 32 && code !== 10 && code !== 13 && code !== 9
      at++
      continue
    }
    let stop = at + 1
    while (stop < end && (isWordCode(folded.charCodeAt(stop)) || stop === joint)) stop++
    const word = folded.slice(at, stop)
    words.push({
      text: joint > at && joint < stop ? word.replace(' ', '') : word,
      start: at,
      end: stop,
      written: writtenOf(text, at, stop),
      after,
    })
    after = false
    at = stop
  }
  return words
}

const isWordCode = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127

const writtenOf = (text: string, start: number, end: number): Word['written'] => {
  const first = text.charCodeAt(start)
  if (first >= 48 && first <= 57) return 'digits'
  const upper = text[start] !== text[start]!.toLowerCase()
  if (!upper) return 'lower'
  const last = text[end - 1]!
  return end - start > 1 && last === last.toLowerCase() ? 'Title' : 'UPPER'
}

/** Phrases of folded words that mean something, by their first word; the longest one counts. */
export type Phrases<T> = ReadonlyMap<string, Node<T>>
type Node<T> = { readonly next: Map<string, Node<T>>; means: T | null }

/** Builds the tree of phrases from `phrase | phrase | …` lists. */
export const phrases = <T>(rules: readonly (readonly [means: T, list: string])[]): Phrases<T> => {
  const top = new Map<string, Node<T>>()
  for (const [means, list] of rules)
    for (const phrase of list
      .split('|')
      .map(one => one.trim())
      .filter(Boolean)) {
      let level = top
      let node: Node<T> | undefined
      for (const word of phrase.split(' ')) {
        node = level.get(word) ?? { next: new Map<string, Node<T>>(), means: null }
        level.set(word, node)
        level = node.next
      }
      node!.means ??= means
    }
  return top
}

/** What the words from `at` on mean, and how many they are; null when no phrase begins there. */
export const phraseAt = <T>(
  tree: Phrases<T>,
  words: readonly Word[],
  at: number,
): { means: T; length: number } | null => {
  let node = tree.get(words[at]!.text)
  let best: { means: T; length: number } | null = null
  for (let next = at + 1; node; next++) {
    if (node.means !== null) best = { means: node.means, length: next - at }
    const word = words[next]
    node = word ? node.next.get(word.text) : undefined
  }
  return best
}

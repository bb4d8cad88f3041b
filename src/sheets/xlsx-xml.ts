/** Just enough of XML to read the parts of a workbook: tags one after another, in one pass, without entities of its own. */

export type Tag = {
  /** Without its prefix: some programs write `<x:c>`. */
  readonly name: string
  readonly kind: 'open' | 'close' | 'empty'
  readonly attributes: string
  /** The text between this tag and the next. */
  readonly text: string
}

export function* tagsOf(xml: string): Generator<Tag> {
  let at = xml.indexOf('<')
  while (at >= 0) {
    const skips = SKIPPED.find(([from]) => xml.startsWith(from, at))
    if (skips) {
      const end = xml.indexOf(skips[1], at)
      at = end < 0 ? -1 : xml.indexOf('<', end + skips[1].length)
      continue
    }
    const end = xml.indexOf('>', at)
    if (end < 0) return
    const next = xml.indexOf('<', end)
    const close = xml[at + 1] === '/'
    const empty = xml[end - 1] === '/'
    const inner = xml.slice(at + (close ? 2 : 1), empty ? end - 1 : end)
    const space = inner.search(/\s/)
    const full = space < 0 ? inner : inner.slice(0, space)
    yield {
      name: full.slice(full.indexOf(':') + 1),
      kind: close ? 'close' : empty ? 'empty' : 'open',
      attributes: space < 0 ? '' : inner.slice(space),
      text: next < 0 ? '' : xml.slice(end + 1, next),
    }
    at = next
  }
}
const SKIPPED = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
] as const

/** The value of an attribute, whatever its prefix; undefined when the tag has none. */
export function attribute({ attributes }: Tag, name: string): string | undefined {
  for (const match of attributes.matchAll(/\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (match[1] === name) return decoded(match[2] ?? match[3] ?? '')
  return undefined
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its five entities and numbered signs, and Excel's own `_x000D_`. */
export const decoded = (text: string): string =>
  text
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, dec, name: string | undefined) =>
      name ? (NAMED[name] ?? whole) : sign(hex ? Number.parseInt(hex as string, 16) : Number(dec)),
    )
    .replace(/_x([0-9A-F]{4})_/g, (_whole, hex: string) => sign(Number.parseInt(hex, 16)))

const sign = (point: number): string =>
  point > 0x10ffff || (point < 32 && point !== 9 && point !== 10 && point !== 13) ? '' : String.fromCodePoint(point)

import { assert } from '../kernel/index.ts'
import { ENTRY_MAX_BYTES, HASH_BYTES, leafHash, overSubtrees, pairHash, subtreesOf, type Hash } from './merkle.ts'

// C2SP tlog-tiles: 256 hashes a tile; the tile above holds the roots of full tiles only, never of a partial one.

export const TILE_WIDTH = 256

export type Tile = { readonly level: number | 'entries'; readonly index: number; readonly width: number }
export type TileFile = { readonly path: string; readonly bytes: Uint8Array }

/** `tile/0/x001/x234/067`, with `.p/5` behind it while the tile holds only five. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}

/** One entry as a bundle holds it: its length in two bytes, then itself. */
function bundled(entry: Uint8Array): Uint8Array {
  assert(entry.length <= ENTRY_MAX_BYTES, 'an entry fits into two bytes of length')
  const bytes = Buffer.allocUnsafe(2 + entry.length)
  bytes.writeUInt16BE(entry.length)
  bytes.set(entry, 2)
  return bytes
}

/** The entries of a bundle; null when it is cut short or holds more than a tile may. */
export function readBundle(bytes: Uint8Array): Uint8Array[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: Uint8Array[] = []
  for (let at = 0; at < view.length;) {
    if (at + 2 > view.length || entries.length === TILE_WIDTH) return null
    const end = at + 2 + view.readUInt16BE(at)
    if (end > view.length) return null
    entries.push(view.subarray(at + 2, end))
    at = end
  }
  return entries
}

/**
 * The right edge of a log, all that is needed to go on: of each level the hashes of its last tile while that is not
 * full, and the entries of the last bundle while that is not full.
 */
export type Edge = {
  readonly size: number
  readonly tiles: readonly (readonly Hash[])[]
  readonly entries: readonly Uint8Array[]
}

export const EMPTY_EDGE: Edge = { size: 0, tiles: [], entries: [] }

/** The root of the tree that ends at this edge. */
export const rootAt = ({ tiles }: Edge): Hash =>
  overSubtrees(
    tiles.toReversed().flatMap(hashes => subtreesOf({ from: 0, to: hashes.length }).map(one => rootIn(hashes, one))),
  )

/** The root of a complete subtree whose leaves are hashes of one tile. */
function rootIn(hashes: readonly Hash[], { level, index }: { readonly level: number; readonly index: number }): Hash {
  return subtreeRoot(Buffer.concat(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)))
}

/** The root over 1, 2, 4 … 256 hashes that lie side by side; the bytes are used up. */
export function subtreeRoot(hashes: Uint8Array): Hash {
  let length = hashes.length
  for (; length > HASH_BYTES; length /= 2)
    for (let at = 0; at < length; at += 2 * HASH_BYTES)
      hashes.set(pairHash(hashes.subarray(at, at + 2 * HASH_BYTES)), at / 2)
  return hashes.slice(0, HASH_BYTES)
}

/**
 * Adds entries to a log: the new edge and the files to write, each once. Full tiles are the same however the entries
 * are divided into batches; a partial tile is written only for the last size of the batch.
 */
export function append(
  edge: Edge,
  entries: readonly Uint8Array[],
): { readonly edge: Edge; readonly files: TileFile[] } {
  if (entries.length === 0) return { edge, files: [] }
  const bundles = tilesOf(edge.entries, edge.size, entries)
  const files = bundles.tiles.map(({ index, items }) => ({
    path: tilePath({ level: 'entries', index, width: items.length }),
    bytes: Buffer.concat(items.map(bundled)),
  }))
  const tiles: (readonly Hash[])[] = [...edge.tiles]
  let added: readonly Hash[] = entries.map(leafHash)
  for (let level = 0; added.length > 0; level += 1) {
    const before = Math.floor(edge.size / TILE_WIDTH ** level)
    const here = tilesOf(tiles[level] ?? [], before, added)
    const roots: Hash[] = []
    for (const { index, items } of here.tiles) {
      const bytes = Buffer.concat(items)
      files.push({ path: tilePath({ level, index, width: items.length }), bytes })
      if (items.length === TILE_WIDTH) roots.push(subtreeRoot(Buffer.from(bytes)))
    }
    tiles[level] = here.rest
    added = roots
  }
  return { edge: { size: edge.size + entries.length, tiles, entries: bundles.rest }, files }
}

/** What is added after `before` items, of which `open` lie in the last tile, cut into tiles; `rest` is not full yet. */
function tilesOf<T>(open: readonly T[], before: number, added: readonly T[]) {
  const items = [...open, ...added]
  const first = Math.floor(before / TILE_WIDTH)
  const tiles: { readonly index: number; readonly items: readonly T[] }[] = []
  for (let at = 0; at < items.length; at += TILE_WIDTH)
    tiles.push({ index: first + at / TILE_WIDTH, items: items.slice(at, at + TILE_WIDTH) })
  const last = tiles.at(-1)!.items
  return { tiles, rest: last.length < TILE_WIDTH ? last : [] }
}

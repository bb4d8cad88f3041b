import { hash } from 'node:crypto'
import { assert } from '../kernel/index.ts'
import { same } from './bytes.ts'

// The Merkle tree of RFC 6962, section 2.1. A tree of n leaves is split at the largest power of two below n. Sizes
// may pass 2^32, so nothing here shifts bits.

export const HASH_BYTES = 32
/** The largest entry: tiles write its length in two bytes. */
export const ENTRY_MAX_BYTES = 65_535

export type Hash = Uint8Array
/** Leaves `from` up to, and without, `to`. */
export type Range = { readonly from: number; readonly to: number }
/** A subtree of 2^level leaves that is complete; the `index`-th of its level, from the left. */
export type Subtree = { readonly level: number; readonly index: number }

// One scratch each: the prefix stands before the bytes without a new buffer for every leaf.
const leafScratch = Buffer.alloc(1 + ENTRY_MAX_BYTES)
const pairScratch = Buffer.alloc(1 + 2 * HASH_BYTES, 1)

export const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer')

/** The hash of one entry. */
export function leafHash(entry: Uint8Array): Hash {
  assert(entry.length <= ENTRY_MAX_BYTES, 'an entry fits into two bytes of length')
  leafScratch.set(entry, 1)
  return sha256(leafScratch.subarray(0, 1 + entry.length))
}

/** The hash over a left and a right child that lie side by side. */
export function pairHash(pair: Uint8Array): Hash {
  pairScratch.set(pair, 1)
  return sha256(pairScratch)
}

export function nodeHash(left: Hash, right: Hash): Hash {
  pairScratch.set(left, 1)
  pairScratch.set(right, 1 + HASH_BYTES)
  return sha256(pairScratch)
}

export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0))

/** The hash over complete subtrees that lie side by side, the largest first. */
export const overSubtrees = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0
    ? EMPTY_ROOT
    : hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), hashes.at(-1)!)

/** The complete subtrees of a range that begins where its largest one may begin. */
export function subtreesOf({ from, to }: Range): Subtree[] {
  const found: Subtree[] = []
  for (let at = from; at < to;) {
    const leaves = splitOf(to - at + 1)
    found.push({ level: Math.log2(leaves), index: at / leaves })
    at += leaves
  }
  return found
}

/** The root over hashes that are all at hand: for short lists, such as the recipients of one handover. */
export function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT
  if (leaves.length === 1) return leaves[0]!
  const middle = splitOf(leaves.length)
  return nodeHash(rootOf(leaves.slice(0, middle)), rootOf(leaves.slice(middle)))
}

/** The largest power of two below a size of at least two. Doubled up to it: a logarithm rounds wrongly from 2^48 on. */
function splitOf(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

/** Whose roots prove that leaf `index` is in a tree of `size`, from the leaf's sibling up. */
export function inclusionRanges(index: number, size: number): Range[] {
  const beside: Range[] = []
  for (let [from, to] = [0, size]; to - from > 1;) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      beside.push({ from: middle, to })
      to = middle
    } else {
      beside.push({ from, to: middle })
      from = middle
    }
  }
  return beside.reverse()
}

/**
 * Whose roots prove that the tree of `size` begins with the whole tree of `old`. The first is the last subtree that
 * both have in common, unless that is the old tree itself, which the verifier knows.
 */
export function consistencyRanges(old: number, size: number): Range[] {
  if (old === 0 || old === size) return []
  const beside: Range[] = []
  let [from, to] = [0, size]
  while (to !== old) {
    const middle = from + splitOf(to - from)
    if (old <= middle) {
      beside.push({ from: middle, to })
      to = middle
    } else {
      beside.push({ from, to: middle })
      from = middle
    }
  }
  if (from > 0) beside.push({ from, to })
  return beside.reverse()
}

const isSize = (size: number) => Number.isSafeInteger(size) && size >= 0
const areHashes = (hashes: readonly Hash[], count: number) =>
  hashes.length === count && hashes.every(one => one.length === HASH_BYTES)

type Inclusion = { readonly index: number; readonly size: number; readonly leaf: Hash; readonly root: Hash }

/** Whether `proof` shows that the leaf stands at `index` in the tree of this size and root. Never throws. */
export function provesInclusion({ index, size, leaf, root }: Inclusion, proof: readonly Hash[]): boolean {
  if (!isSize(size) || !isSize(index) || index >= size) return false
  const ranges = inclusionRanges(index, size)
  if (!areHashes(proof, ranges.length)) return false
  const top = ranges.reduce(
    (below, { from }, at) => (from > index ? nodeHash(below, proof[at]!) : nodeHash(proof[at]!, below)),
    leaf,
  )
  return same(top, root)
}

export type TreeHead = { readonly size: number; readonly root: Hash }

/** Whether `proof` shows that the new tree only adds to the old one. Never throws. */
export function provesConsistency(old: TreeHead, now: TreeHead, proof: readonly Hash[]): boolean {
  if (!isSize(old.size) || !isSize(now.size) || old.size > now.size) return false
  const ranges = consistencyRanges(old.size, now.size)
  if (!areHashes(proof, ranges.length)) return false
  if (old.size === 0) return same(old.root, EMPTY_ROOT) && (now.size > 0 || same(now.root, EMPTY_ROOT))
  if (old.size === now.size) return same(old.root, now.root)
  // The proof begins with a common subtree when that ends where the old tree ends; else the old root is the common one.
  const given = ranges[0]!.to === old.size
  let before: Hash = given ? proof[0]! : old.root
  let after = before
  for (let at = given ? 1 : 0; at < ranges.length; at += 1) {
    const beside = proof[at]!
    if (ranges[at]!.from >= old.size) after = nodeHash(after, beside)
    else [before, after] = [nodeHash(beside, before), nodeHash(beside, after)]
  }
  return same(before, old.root) && same(after, now.root)
}

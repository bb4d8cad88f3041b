import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { must, shared } from '../../test/testkit.ts'
import {
  append,
  checkSignature,
  consistencyRanges,
  EMPTY_EDGE,
  inclusionRanges,
  leafHash,
  provesConsistency,
  provesInclusion,
  readCheckpoint,
  readNote,
  readSigningKey,
  readVerifierKey,
  rootAt,
  rootOf,
  signCheckpoint,
  writeSigningKey,
  writeVerifierKey,
} from './index.ts'

const WORDS = 'one two three four five six seven eit nain ten ileven twelf threeten fourten fivten'.split(' ')
const PRIVATE = 'PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg'
const PUBLIC = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx'
const entriesOf = (count: number) => Array.from({ length: count }, (_, at) => Buffer.from(`entry ${at}`))
const folder = join(shared, 'data/tlog-vectors')

test('the vectors come out byte for byte, sealed one word at a time', t => {
  if (!existsSync(folder)) return t.skip(`no vectors at ${folder}: set CHIDO_SHARED`)
  const key = must(readSigningKey(PRIVATE))
  assert.equal(writeSigningKey(key), PRIVATE)
  assert.equal(writeVerifierKey(key), PUBLIC)
  const vkey = must(readVerifierKey(PUBLIC))
  const written = new Map<string, Uint8Array>()
  let edge = EMPTY_EDGE
  for (let size = 0; size <= WORDS.length; size += 1) {
    if (size > 0) {
      const next = append(edge, [Buffer.from(WORDS[size - 1]!)])
      for (const { path, bytes } of next.files) written.set(path, bytes)
      edge = next.edge
    }
    const note = Buffer.from(signCheckpoint({ size, root: rootAt(edge) }, key))
    written.set(`checkpoint.${size}`, note)
    written.set('checkpoint', note)
    const opened = must(readNote(note))
    must(checkSignature(opened, vkey))
    assert.equal(must(readCheckpoint(opened.text)).size, size)
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(one => one.isFile() && one.name !== 'README.md')
    .map(one => join(one.parentPath, one.name).slice(folder.length + 1))
  assert.deepEqual([...written.keys()].sort(), files.sort())
  for (const path of files) assert.deepEqual(Buffer.from(written.get(path)!), readFileSync(join(folder, path)), path)
})

test('any division into batches gives the same full tiles and the same edge', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 }), batches => {
      const all = entriesOf(batches.reduce((sum, one) => sum + one, 0))
      const whole = append(EMPTY_EDGE, all)
      const parts = new Map<string, Uint8Array>()
      let edge = EMPTY_EDGE
      for (const count of batches) {
        const next = append(edge, all.slice(edge.size, edge.size + count))
        for (const { path, bytes } of next.files) parts.set(path, bytes)
        edge = next.edge
      }
      assert.deepEqual(edge, whole.edge)
      assert.deepEqual(rootAt(edge), rootOf(all.map(leafHash)))
      for (const { path, bytes } of whole.files) assert.deepEqual(parts.get(path), bytes, path)
    }),
    { numRuns: 25 },
  )
})

test('inclusion and consistency hold for every pair of small sizes, and not with a bit flipped', () => {
  const leaves = entriesOf(40).map(leafHash)
  const rootTo = (from: number, to: number) => rootOf(leaves.slice(from, to))
  const flipped = (bytes: Uint8Array) => Buffer.from(bytes.map((byte, at) => (at === 7 ? byte ^ 1 : byte)))
  for (let size = 0; size <= leaves.length; size += 1) {
    const now = { size, root: rootTo(0, size) }
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionRanges(index, size).map(({ from, to }) => rootTo(from, to))
      const claim = { index, size, leaf: leaves[index]!, root: now.root }
      assert.ok(provesInclusion(claim, proof))
      assert.ok(!provesInclusion({ ...claim, leaf: flipped(claim.leaf) }, proof))
      assert.ok(!provesInclusion(claim, [...proof, now.root]))
      for (const at of proof.keys()) assert.ok(!provesInclusion(claim, proof.with(at, flipped(proof[at]!))))
    }
    for (let old = 0; old <= size; old += 1) {
      const before = { size: old, root: rootTo(0, old) }
      const proof = consistencyRanges(old, size).map(({ from, to }) => rootTo(from, to))
      assert.ok(provesConsistency(before, now, proof), `${old} to ${size}`)
      assert.ok(!provesConsistency({ ...before, root: flipped(before.root) }, now, proof))
      for (const at of proof.keys()) assert.ok(!provesConsistency(before, now, proof.with(at, flipped(proof[at]!))))
    }
  }
})

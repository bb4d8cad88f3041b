import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { read } from '../../paper/index.ts'
import { root } from '../../../test/testkit.ts'

const chido = (folder: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'dist/src/main.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CHIDO_LANG: 'vi' },
  })

test('chido write makes a file of a letter’s fields, and leaves nothing half done', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'chido-write-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const letter = {
    issuer: 'Hội Chữ thập đỏ tỉnh X',
    number: '7',
    symbol: 'CTĐ',
    subject: 'họp giao ban',
    place: 'X',
    date: '2024-05-06',
    addressees: ['Sở Y tế'],
    recipients: ['Như trên'],
    archive: 'VT',
    signerTitle: 'Chủ tịch',
    signerName: 'Lê Văn Mẫu',
  }
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
  put('good.json', JSON.stringify({ documents: [letter] }))
  put('bad.json', '{"issuer": ')
  put('field.json', JSON.stringify({ ...letter, tasks: [{ label: '1', text: 3 }] }))
  put('two.json', JSON.stringify([letter, letter]))

  for (const out of ['a.pdf', 'a.docx']) {
    const done = chido(folder, 'write', 'good.json', '-o', out)
    assert.equal(done.status, 0, done.stderr)
    const reading = await read(new Uint8Array(readFileSync(join(folder, out))))
    assert.ok(reading.ok)
    assert.equal(reading.value.documents[0]?.subject, 'họp giao ban')
    assert.equal(reading.value.documents[0]?.regime, 'state')
  }
  assert.equal(chido(folder, 'write', 'good.json', '--regime', 'party', '-o', 'p.pdf').status, 0)
  const party = await read(new Uint8Array(readFileSync(join(folder, 'p.pdf'))))
  assert.equal(party.ok && party.value.documents[0]?.regime, 'party')

  const before = readdirSync(folder).sort()
  const fails = (args: string[], says: RegExp) => {
    const done = chido(folder, 'write', ...args)
    assert.equal(done.status, 2)
    assert.match(done.stderr, says)
  }
  fails(['bad.json', '-o', 'b.pdf'], /bad\.json: Không phải JSON/)
  fails(['field.json', '-o', 'b.pdf'], /tasks\.0\.text/)
  fails(['two.json', '-o', 'b.pdf'], /2 văn bản/)
  fails(['none.json', '-o', 'b.pdf'], /Không có tệp/)
  fails(['good.json', '-o', 'no/such/folder/b.pdf'], /ENOENT/)
  fails(['good.json', '-o', 'b.txt'], /chido write/)
  fails(['good.json'], /chido write/)
  assert.deepEqual(readdirSync(folder).sort(), before)
})

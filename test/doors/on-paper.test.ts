import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read } from '../../src/paper/index.ts'
import { testApp, troublesIn, type TestApp } from '../app.ts'
import { play } from '../play.ts'
import { aForm, type Visitor } from '../visitor.ts'

/** A file as a browser would save it. */
async function saved(visitor: Visitor, path: string): Promise<{ name: string; bytes: Uint8Array }> {
  const answer = await visitor.get(path)
  assert.equal(answer.status, 200)
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? ''
  return { name, bytes: answer.bytes }
}

const LETTER = {
  regime: 'state',
  docType: 'công văn',
  subject: 'phối hợp tổ chức Tháng Nhân đạo năm 2023',
  addressees: 'Ban Thường trực Ủy ban MTTQ Việt Nam các xã, thị trấn',
  copies: 'Hội Chữ thập đỏ huyện',
  place: 'Kế Sách',
  signerTitle: 'PHÓ CHỦ TỊCH',
  body: 'Thực hiện chương trình phối hợp năm 2023, đề nghị các đơn vị:\n\nBảng: Chỉ tiêu\n| Xã | Đơn vị máu |\n|---|---:|\n| An Mỹ | 60 |\n| #set page(fill: red) | 40 |',
  label: ['1', '', ''],
  clause: ['Tổ chức ngày hội hiến máu trước ngày 20/5/2023.', '', ''],
  asks: ['', '', ''],
  rhythm: ['standing', 'standing', 'standing'],
  every: ['', '', ''],
  due: ['', '', ''],
}

async function draftLetter(visitor: Visitor): Promise<string> {
  const answer = await visitor.post('/letters/new', { ...aForm(), ...LETTER })
  assert.equal(answer.status, 303, answer.html.slice(0, 500))
  return answer.location!.split('?')[0]!
}

test('a drafted letter is taken as PDF and as Word, and what is read from either is what was typed', async t => {
  const app: TestApp = await testApp(t)
  const { as, passedOn } = await play(app)
  const clerk = await as('vanthu.mttq-ke-sach')
  const letter = await draftLetter(clerk)
  const page = await clerk.get(letter)
  for (const format of ['pdf', 'docx']) {
    assert.match(page.html, new RegExp(`href="${letter}/letter\\.${format}"`))
    const { name, bytes } = await saved(clerk, `${letter}/letter.${format}`)
    assert.equal(name, `du-thao-phoi-hop-to-chuc-thang-nhan-dao-nam-2023.${format}`)
    const back = await read(bytes)
    assert.ok(back.ok, JSON.stringify(back))
    const [doc] = back.value.documents
    assert.equal(doc?.subject, LETTER.subject)
    assert.equal(doc.issuer, 'Ban Thường trực')
    assert.deepEqual(doc.addressees, [LETTER.addressees])
    assert.equal(doc.number, null)
    assert.equal(doc.symbol, null)
    assert.match(back.value.text, /Số:\s+\//, 'room for the number')
    assert.deepEqual(doc.recipients, ['Như trên', LETTER.copies])
    assert.equal(doc.signerTitle, 'Phó Chủ tịch')
    assert.match(back.value.text, /An Mỹ/)
    assert.match(back.value.text, /#set page\(fill: red\)/)
    assert.match(doc.tasks.map(task => task.text).join(), /ngày hội hiến máu/)
    // The mark stands at the foot of each page, which is no part of a Word file's text.
    if (format === 'pdf') assert.match(back.value.text, /DỰ THẢO · BẢN MẪU/)
  }
  // Whom it was sent to reads the signed one, with its number; strangers and papers that came from outside are not laid out.
  const issued = await saved(clerk, `${passedOn}/letter.pdf`)
  assert.doesNotMatch(issued.name, /du-thao/)
  const read2 = await read(issued.bytes)
  assert.ok(read2.ok && read2.value.documents[0]?.number)
  assert.equal((await (await as('vanthu.huyen-uy-ke-sach')).get(`${letter}/letter.pdf`)).status, 404)
  assert.deepEqual(troublesIn(app.log), [])
})

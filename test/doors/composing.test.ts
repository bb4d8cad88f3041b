import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import * as mupdf from 'mupdf'
import { read } from '../../src/paper/index.ts'
import { testApp, troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { aForm, formOf, problemsOf, wordsOf, type Visitor } from '../visitor.ts'

/** The file as saved, and what is read of it. */
async function paperOf(visitor: Visitor, path: string) {
  const answer = await visitor.get(path)
  assert.equal(answer.status, 200, `${path}: ${answer.html.slice(0, 300)}`)
  if (process.env['CHIDO_KEEP'])
    writeFileSync(
      `${process.env['CHIDO_KEEP']}/${path.replace(/\W+/g, '-').slice(-24)}.${path.split('.').at(-1)!}`,
      answer.bytes,
    )
  const back = await read(answer.bytes)
  assert.ok(back.ok, JSON.stringify(back))
  return { text: back.value.text, letter: back.value.documents[0]! }
}
/** Where a line of the first page begins and how large its letters are, in points. */
function figuresIn(pdf: Uint8Array, begins: string): { left: number; size: number } {
  const page = mupdf.Document.openDocument(pdf, 'application/pdf').loadPage(0)
  const { blocks } = JSON.parse(page.toStructuredText('').asJSON(1)) as {
    blocks: { lines?: { text: string; x: number; font: { size: number } }[] }[]
  }
  const line = blocks.flatMap(block => block.lines ?? []).find(one => one.text.trim().startsWith(begins))
  assert.ok(line, JSON.stringify(blocks))
  return { left: line.x, size: Math.round(line.font.size) }
}
const pathOf = (answer: { status: number; location: string | null; html: string }): string => {
  assert.equal(answer.status, 303, problemsOf(answer.html).join('; ') || answer.html.slice(0, 300))
  return answer.location!.split('?')[0]!
}

test('a plan, an invitation and copies are written from their pages and taken as paper', async t => {
  const app = await testApp(t)
  const { as, letter } = await play(app)
  const clerk = await as('vanthu.huyen-uy-ke-sach')

  await t.test('a plan of a directive in hand has a row for each clause, and cites it', async () => {
    const sources = await clerk.get('/letters/new/plan')
    assert.match(sources.html, new RegExp(`href="${letter}/compose"`))
    const page = await clerk.get(`${letter}/compose`)
    const refused = await clerk.submit(page, '/plan', { planClauses: [] })
    assert.equal(refused.status, 422)
    assert.match(problemsOf(refused.html).join(), /Chọn ít nhất một nội dung/)
    const edit = pathOf(await clerk.submit(page, '/plan'))
    const draft = await clerk.get(edit)
    const { values } = formOf(draft.html, '/edit')
    assert.equal(values['docType'], 'kế hoạch')
    assert.match(String(values['body']), /\| TT \| Nội dung \| Chủ trì \| Phối hợp \| Thời hạn \|/)
    // What is not finished can be looked at all the same: a browser asks nothing of this button.
    assert.match(draft.html, /<button[^>]*value="preview"[^>]*formnovalidate/)
    const looked = await clerk.submit(draft, '/edit', { do: 'preview' })
    assert.match(looked.html, /id="preview"/)
    const plan = edit.replace('/edit', '')
    assert.match((await clerk.get(`${plan}/thread`)).html, new RegExp(letter))
    for (const format of ['pdf', 'docx']) {
      const paper = await paperOf(clerk, `${plan}/letter.${format}`)
      assert.equal(paper.letter.docType, 'kế hoạch')
      assert.equal(paper.letter.regime, 'party')
      assert.match(paper.text, /Chủ trì/)
      assert.match(paper.letter.bases.map(base => base.number).join(), /1016-CV\/TU/)
    }
  })

  await t.test(
    'an invitation says all that is missing at once, keeps what was typed, and follows the form',
    async () => {
      const form = {
        ...aForm(),
        meeting: 'Hội nghị triển khai công tác nhân đạo năm 2023',
        content: '',
        invited: '',
        chair: 'Đồng chí Bí thư Huyện ủy',
        day: '2023-01-01',
        time: '25:00',
        place: 'Hội trường Huyện ủy',
        note: '',
      }
      const refused = await clerk.post('/letters/new/invitation', form)
      assert.equal(refused.status, 422)
      assert.equal([...refused.html.matchAll(/class="error"/g)].length, 4)
      assert.match(refused.html, /value="Hội trường Huyện ủy"/)
      const made = await clerk.post('/letters/new/invitation', {
        ...form,
        ...aForm(),
        content: 'Quán triệt Kết luận số 44-KL/TW',
        invited: 'Ban Thường trực Ủy ban MTTQ Việt Nam huyện\nHội Chữ thập đỏ huyện',
        day: '2023-02-15',
        time: '8:00',
      })
      const paper = await paperOf(clerk, `${pathOf(made)}/letter.pdf`)
      assert.equal(paper.letter.docType, 'giấy mời')
      assert.match(paper.text, /Thời gian: 08 giờ 00 phút, ngày 15\/02\/2023\./)
      assert.match(paper.text, /- Hội Chữ thập đỏ huyện\./)
    },
  )

  await t.test('copies are numbered in one series of their own, whole and in extract', async () => {
    const page = await clerk.get(`${letter}/compose`)
    const fields = {
      recipients: 'Các chi bộ trực thuộc',
      authorityPrefix: 'TL',
      authorityBody: 'Ban Thường vụ',
      signerTitle: 'Chánh Văn phòng',
      signerName: 'Nguyễn Văn Mẫu',
      office: 'HU',
    }
    const limited = /name="withinFloor"/.test(page.html)
    const within = limited ? { withinFloor: 'yes' } : {}
    const refused = await clerk.submit(page, '/copy', { kind: 'trich-sao' })
    assert.equal(refused.status, 422)
    assert.match(refused.html, /Chưa ghi chức vụ người ký/)
    assert.match(refused.html, /Trích sao phải chọn/)
    if (limited) {
      const outside = await clerk.submit(page, '/copy', { ...fields, ...aForm() })
      assert.match(problemsOf(outside.html).join(), /giới hạn phổ biến/)
    }
    pathOf(await clerk.submit(page, '/copy', { ...fields, ...within, ...aForm() }))
    const clauses = [/name="clauses" value="(\d+)"/.exec(page.html)![1]!]
    pathOf(
      await clerk.submit(page, '/copy', {
        ...fields,
        ...within,
        ...aForm(),
        kind: 'trich-sao',
        clauses,
      }),
    )
    const book = await clerk.get('/books/copies')
    const links = [...book.html.matchAll(/href="(\/copies\/[^"]+\.(?:pdf|docx))"/g)].map(match => match[1]!)
    assert.equal(links.length, 4)
    const [extract, , whole] = links
    const full = await paperOf(clerk, whole!)
    assert.equal(full.letter.number, '1016')
    assert.match(full.text, /SAO Y/)
    assert.match(full.text, /01-BS\/HU/)
    assert.match(full.text, /CHÁNH VĂN PHÒNG/)
    const part = await paperOf(clerk, extract!)
    assert.match(part.text, /TRÍCH SAO/)
    assert.match(part.text, /02-BS\/HU/)
    assert.ok(part.text.length < full.text.length)
    const copyOf = (path: string) => path.replace(/\/copy\.\w+$/, '/cancel')
    const silent = await clerk.submit(book, copyOf(extract!), { why: ' ' })
    assert.equal(silent.status, 422)
    assert.match(problemsOf(silent.html).join(), /lý do/)
    await clerk.follow(await clerk.submit(book, copyOf(extract!), { ...aForm(), why: 'Sao nhầm nội dung' }))
    const crossed = await clerk.get('/books/copies')
    assert.match(wordsOf(crossed.html), /2 Trích sao .*đã huỷ: Sao nhầm nội dung/)
    assert.equal([...crossed.html.matchAll(/href="\/copies\/[^"]+\.pdf"/g)].length, 1)
    const gone = await clerk.get(extract!)
    assert.match(problemsOf(gone.html).join(), /Bản sao số 2 đã huỷ/)
    const twice = await clerk.submit(book, copyOf(extract!), { ...aForm(), why: 'lần nữa' })
    assert.match(problemsOf(twice.html).join(), /Bản sao số 2 đã huỷ/)
    assert.match(wordsOf((await clerk.get('/books/copies')).html), /đã huỷ: Sao nhầm nội dung/)
    const stranger = await as('vanthu.mttq-tinh')
    assert.equal((await stranger.post(copyOf(whole!), { ...aForm(), why: 'của người khác' })).status, 404)
    assert.equal((await stranger.get(whole!)).status, 404)
    const officer = await as('chuyenvien.huyen-uy-ke-sach')
    assert.equal(
      (await officer.post(`${letter}/copy`, { ...fields, ...within, ...aForm(), kind: 'sao-y' })).status,
      403,
    )
  })

  await t.test('the form shows what is typed as a page and stores nothing', async () => {
    const before = await app.rows()
    const body =
      'I. MỤC ĐÍCH\n1. Một việc\na) Một ý\nBảng: Phân công\n| TT | Việc |\n|---|---|\n| 1 | Họp <b> |\n\\1. không phải ý'
    const page = await clerk.submit(await clerk.get('/letters/new'), '/new', {
      subject: 'thử',
      body,
      addressees: 'Các chi bộ',
      do: 'preview',
    })
    assert.equal(page.status, 200)
    assert.match(page.html, /<h3>I\. MỤC ĐÍCH<\/h3>/)
    assert.match(page.html, /<caption>Phân công<\/caption>/)
    assert.match(page.html, /Họp &lt;b&gt;/)
    assert.equal(formOf(page.html, '/new').values['body'], body)
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('the office sets its figures; each wrong one is said at its field; the next PDF obeys', async () => {
    const admin = await as('quantri.tinh-uy')
    const page = await admin.get('/admin/layouts?regime=party')
    const refused = await admin.submit(page, '/layouts', { 'margin.left': '90', 'size.body': 'to' })
    assert.equal(refused.status, 422)
    assert.equal([...refused.html.matchAll(/class="error"/g)].length, 2)
    assert.match(wordsOf(refused.html), /Lề trái/)
    const office = await as('vanthu.tinh-uy')
    const { values } = formOf((await office.get('/letters/new')).html, '/new')
    const draft = pathOf(
      await office.post('/letters/new', {
        ...values,
        ...aForm(),
        regime: 'party',
        docType: 'báo cáo',
        subject: 'Kết quả công tác nhân đạo',
        addressees: 'Các chi bộ',
        body: 'Dòng đầu của thân văn bản để đo.',
      }),
    )
    const drawn = async () => figuresIn((await office.get(`${draft}/letter.pdf`)).bytes, 'Dòng đầu')
    const before = await drawn()
    const wanted = { 'margin.left': '35', 'size.body': '15', lineSpacing: '1,5' }
    await admin.follow(await admin.submit(page, '/layouts', wanted))
    const after = await drawn()
    assert.deepEqual([before.size, after.size], [14, 15])
    assert.ok(Math.abs(((after.left - before.left) * 25.4) / 72 - 5) < 0.1, `${before.left} → ${after.left}`)
    const again = formOf((await admin.get('/admin/layouts?regime=party')).html, '/layouts').values
    assert.equal(again['margin.left'], '35')
    assert.equal(again['lineSpacing'], '1,5')
    assert.equal(formOf((await admin.get('/admin/layouts?regime=state')).html, '/layouts').values['margin.left'], '30')
  })
  assert.deepEqual(troublesIn(app.log), [])
})

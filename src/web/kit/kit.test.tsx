import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { plainDate, problem } from '../../kernel/index.ts'
import { LANGS, readWords, translator } from '../../words/index.ts'
import { Gallery } from '../../../test/gallery/gallery.tsx'
import { DELIVERIES, LETTER, MANY_DELIVERIES, MARKS } from '../../../test/gallery/gallery-data.ts'
import { ErrorSummary, Flash, LetterText, PostButton, PrintSheet, SourceBeside, TextInput, withLang } from './index.ts'
import { cutText, type Piece, type Span } from './source-cuts.ts'
import { shorten, textWidth, wrapText } from './svg-text.ts'
import { threadLayout } from './thread-layout.ts'
import { countStates, treeRows } from './tree-layout.ts'

const words = readWords('locales')
const t = translator(words, 'vi')
const html = (node: unknown): string => String(node)

test('the gallery renders in every language, with one heading and no id twice', () => {
  for (const lang of LANGS) {
    const page = html(<Gallery t={translator(words, lang)} />)
    assert.match(page, new RegExp(`^<!doctype html><html lang="${lang}">`))
    assert.equal(page.match(/<h1/g)?.length, 1)
    assert.equal(page.match(/<main/g)?.length, 1)
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(match => match[1]!)
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
    )
    const linked = [...page.matchAll(/(?:aria-describedby|aria-labelledby|for)="([^"]+)"/g)].flatMap(match =>
      match[1]!.split(' '),
    )
    assert.deepEqual(
      linked.filter(id => !ids.includes(id)),
      [],
      'every label and description points at something',
    )
  }
})

test('the demonstration says so in every language, on the screen and on paper', () => {
  const page = html(<Gallery t={t} />)
  assert.match(page, /Số liệu giả định – thế giới trình diễn/)
  assert.match(page, /class="print-mark"/)
  assert.match(page, /không phải là hệ thống chính thức/)
})

test('no page carries an inline style or script, which its policy would refuse', () => {
  const page = html(<Gallery t={t} />)
  assert.doesNotMatch(page, /\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+="/)
})

test('what people type is escaped everywhere', () => {
  const evil = '<script>alert(1)</script>"\'&'
  const page = html(
    <>
      <TextInput t={t} name="x" label={evil} value={evil} hint={evil} />
      <Flash t={t} flash={{ tone: 'info', text: evil }} />
      <SourceBeside
        t={t}
        text={evil}
        marks={[{ id: evil, start: 0, end: 8 }]}
        fields={[{ label: evil, marks: [evil], children: evil }]}
      />
    </>,
  )
  assert.doesNotMatch(page, /<script/)
})

test('an error names its field, links to it and is tied to it', () => {
  const speak = Object.assign((key: string) => t(key, { count: 1 }), t, {
    problem: () => 'Số tiền để trống.',
  })
  const problems = [problem('blank', undefined, { field: 'amount', row: 3 })]
  assert.match(
    html(<ErrorSummary t={speak} problems={problems} />),
    /role="alert".*<a href="#f-amount-3">Số tiền để trống\.<\/a>/,
  )
  const field = html(<TextInput t={speak} name="amount" row={3} label="Số tiền" problems={problems} required />)
  assert.match(
    field,
    /<input id="f-amount-3" name="amount" required="" aria-describedby="f-amount-3-error" aria-invalid="true"/,
  )
  assert.equal(html(<ErrorSummary t={speak} problems={[]} />), '')
})

test('a command button is a form that carries its command', () => {
  const button = html(
    <PostButton to="/urge" command="c1" version={2}>
      Đôn đốc
    </PostButton>,
  )
  assert.match(
    button,
    /<form class="post-button" method="post" action="\/urge"><input type="hidden" name="command" value="c1"\/><input type="hidden" name="version" value="2"\/>/,
  )
})

test('the language links keep the path and the rest of the query', () => {
  assert.equal(withLang('/letters?page=2&lang=vi#x', 'km'), '/letters?page=2&lang=km')
  assert.equal(withLang('/', 'en'), '/?lang=en')
})

const edge = (from: string, to: string) => ({ from, to })
const span = (id: string, start: number, end: number) => ({ id, start, end })
const flat = (pieces: readonly Piece<Span>[]): string =>
  pieces.map(p => (typeof p === 'string' ? p : flat(p.pieces))).join('')
const shape = (pieces: readonly Piece<Span>[]): string =>
  pieces.map(p => (typeof p === 'string' ? p : `[${p.first ? p.span.id : '+'}:${shape(p.pieces)}]`)).join('')

test('marks that lie inside or across one another keep the text whole', () => {
  assert.equal(flat(cutText(LETTER, MARKS)), LETTER)
  assert.equal(shape(cutText('abcdef', [span('x', 1, 4), span('y', 2, 3)])), 'a[x:b[y:c]d]ef')
  assert.equal(shape(cutText('abcdef', [span('x', 0, 3), span('y', 2, 5)])), '[x:ab[y:c]][+:de]f')
  assert.equal(shape(cutText('abc', [span('none', 1, 1), span('beyond', -3, 99), span('off', 7, 9)])), '[beyond:abc]')
  assert.equal(
    shape(cutText('abcdefgh', [span('x', 0, 3), span('y', 1, 6), span('z', 3, 8)])),
    '[x:a[y:bc]][z:[+:def]gh]',
  )
})

test('a small tree is drawn whole, a large one folds into counts that lose nobody', () => {
  assert.equal(treeRows(DELIVERIES).length, DELIVERIES.length)
  const rows = treeRows(MANY_DELIVERIES)
  assert.equal(rows.length, 12)
  const folded = rows.flatMap(row => (row.folded ? Object.values(row.folded) : [])).reduce((a, b) => a + b, 0)
  assert.equal(folded, 109)
  assert.equal(
    Object.values(countStates(MANY_DELIVERIES)).reduce((a, b) => a + b, 0),
    120,
  )
  const flatTree = [
    { id: 'r', parent: null, label: 'r' },
    ...Array.from({ length: 60 }, (_, n) => ({
      id: `${n}`,
      parent: 'r',
      label: 'x',
      state: 'sent' as const,
    })),
  ]
  assert.equal(treeRows(flatTree)[0]!.folded?.sent, 60)
})

test('a thread is laid left to right, past the boxes, and letters that cite in a circle do not hang it', () => {
  const nodes = ['a', 'b', 'c'].map(id => ({ id, label: id }))
  const line = threadLayout(nodes, [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')])
  const [a, b, c] = line.boxes.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  assert.ok(a!.x < b!.x && b!.x < c!.x)
  const [, atColumn] = line.strands[2]!.points
  assert.equal(atColumn![0], b!.x)
  assert.ok(atColumn![1] > b!.y + b!.height || atColumn![1] < b!.y, 'the long thread passes above or below b')
  const circle = threadLayout(nodes, [edge('a', 'b'), edge('b', 'a'), edge('c', 'c'), edge('c', 'none')])
  assert.equal(circle.boxes.length, 3)
  assert.equal(threadLayout([], []).boxes.length, 0)
})

test('long words are cut at whole letters, also in Khmer', () => {
  assert.ok(textWidth(shorten('Ban Thường trực Ủy ban Mặt trận Tổ quốc', 120, 14), 14) <= 120)
  assert.match(shorten('ក្រុមប្រឹក្សាកាកបាទក្រហម', 80, 14), /[^\u17d2]…$/)
  assert.equal(wrapText('một hai ba bốn năm sáu bảy tám chín mười', 80, 14, 2).length, 2)
})

test('the style sheet stays small, asks for nothing outside, and the emblem is drawn by us', () => {
  const css = readFileSync('public/app.css', 'utf8')
  assert.ok(Buffer.byteLength(css) < 26_000, `${Buffer.byteLength(css)} bytes`)
  assert.doesNotMatch(css, /@import|https?:|url\(/)
  for (const name of ['emblem.svg', 'favicon.svg'])
    assert.doesNotMatch(readFileSync(`public/${name}`, 'utf8'), /<script|href="http/)
})

test('a printed form bears the heading of the unit’s regime, the day with its zeros, and is marked in a demonstration', () => {
  const head = { regime: 'state' as const, above: null, unit: 'Hội Chữ thập đỏ huyện Kế Sách', place: 'Kế Sách' }
  const date = plainDate('2023-02-08')
  const state = html(<PrintSheet t={t} head={head} date={date} title="Biên bản" sample={true} />)
  assert.match(state, /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/)
  assert.match(state, /HỘI CHỮ THẬP ĐỎ HUYỆN KẾ SÁCH/)
  assert.match(state, /Kế Sách, ngày 08 tháng 02 năm 2023/)
  assert.match(state, /BẢN MẪU/)
  assert.match(state, /NGƯỜI LẬP/)
  assert.match(state, /THỦ TRƯỞNG ĐƠN VỊ/)
  const signed = [{ who: 'Chủ trì', name: 'Nguyễn Văn A' }]
  const party = html(
    <PrintSheet t={t} head={{ ...head, regime: 'party' }} date={null} title="x" sample={false} signatures={signed} />,
  )
  assert.match(party, /ĐẢNG CỘNG SẢN VIỆT NAM/)
  assert.doesNotMatch(party, /Độc lập|BẢN MẪU/)
  assert.match(party, /ngày …/)
  assert.match(party, /Nguyễn Văn A/)
})

test('a letter keeps its words as they are, and lines of cells between strokes become a table', () => {
  const plain = 'Kính gửi: …\n\n| một dòng | không phải bảng |\n  thụt đầu dòng | có gạch\n'
  const text = html(<LetterText t={t} text={`${plain}<b>`} caption="Bảng" />)
  assert.equal(text, `<pre class="letter-text" lang="vi">${plain}&lt;b&gt;</pre>`)
  const table = '| Chỉ tiêu | Thực hiện |\n|---|---:|\n| Gạo <b> | 2.000 |\n| Máu      |         – |'
  const drawn = html(<LetterText t={t} text={`  I. KẾT QUẢ\n\nBảng: Số liệu\n${table}\n\nII.`} caption="Bảng" />)
  assert.match(drawn, /<p> {2}I\. KẾT QUẢ<\/p>/)
  assert.match(drawn, /<caption>Số liệu<\/caption>/)
  assert.match(drawn, /<th role="columnheader" scope="col" class="num">Thực hiện<\/th>/)
  assert.match(drawn, /Gạo &lt;b&gt;/)
  assert.match(drawn, /<p>II\.<\/p>/)
})

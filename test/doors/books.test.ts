import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlainDate } from '../../src/kernel/index.ts'
import { remindOfDuties } from '../../src/ledger/index.ts'
import { testApp, troublesIn } from '../app.ts'
import { problemsOf, Visitor, wordsOf } from '../visitor.ts'

test('books by the pages: opened, a fund, a place, a campaign that anyone sees, cash, the journal, months', async t => {
  const app = await testApp(t)
  const accountant = await new Visitor(app).signIn('ketoan.hoi-ctd-tinh')
  const send = async (fields: Record<string, string>) =>
    accountant.submit(await accountant.get('/money/books'), '/money/books', fields)
  const optionOf = (html: string, name: string) => {
    const select = new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?</select>`).exec(html)![0]
    return /<option[^>]*value="([^"]+)"/.exec(select)![1]!
  }
  await accountant.follow(await send({ step: 'books' }))

  const words = { step: 'fund', name: 'Ủng hộ vùng hạn', basis: 'disaster-appeal', purpose: 'Nước sạch' }
  const wrong = await send({ ...words, code: 'há', openedOn: '2023-01-05' })
  assert.equal(wrong.status, 422)
  assert.match(problemsOf(wrong.html).join(), /Mã quỹ gồm 2 đến 12 chữ in hoa/)
  assert.match(wrong.html, /value="Ủng hộ vùng hạn"/, 'what was typed stays')
  await accountant.follow(await send({ ...words, code: 'han-man', openedOn: '2023-01-05' }))
  const where = { step: 'place', holder: 'Thủ quỹ', openedOn: '2023-01-05' }
  const bank = await send({ ...where, kind: 'bank', name: 'Vietcombank', bankBin: '97', number: '0012345678' })
  assert.match(problemsOf(bank.html).join(), /6 chữ số/)
  const numbered = { bankBin: '970436', number: '0012 345 678', public: 'yes' }
  await accountant.follow(await send({ ...where, kind: 'bank', name: 'Vietcombank', ...numbered }))
  await accountant.follow(await send({ ...where, kind: 'cash', name: 'Quỹ tiền mặt' }))
  const page = await accountant.get('/money/books')
  assert.match(wordsOf(page.html), /HAN-MAN · Ủng hộ vùng hạn/)
  assert.match(wordsOf(page.html), /Vietcombank Tài khoản ngân hàng 0012345678 0/)

  const { html } = page
  const campaign = { step: 'campaign', code: 'strg', appeal: 'Mỗi nhà một bồn nước', goal: '900.000.000' }
  const days = { opensOn: '2023-01-05', receivesUntil: '2023-04-04', distributesUntil: '2023-04-24' }
  const fund = /<option value="([^"]+)"[^>]*>HAN-MAN/.exec(html)?.[1] ?? optionOf(html, 'fund')
  const long = await send({ ...campaign, ...days, fund, receivesUntil: '2023-12-30', distributesUntil: '2023-12-31' })
  assert.match(problemsOf(long.html).join(), /tối đa 90 ngày/)
  const nameless = await send({ ...campaign, ...days, fund, code: 'I' })
  assert.match(problemsOf(nameless.html).join(), /Mã cuộc vận động/)
  await accountant.follow(await send({ ...campaign, ...days, fund }))
  const given = /href="(\/give\/[A-Z2-9]+)"/.exec((await new Visitor(app).get('/give')).html)
  assert.ok(given, 'anyone finds the campaign')

  const desk = await accountant.get('/gifts')
  await accountant.follow(await accountant.submit(desk, '/gifts', { amount: '1.000.000', name: '', day: '2023-01-10' }))
  const journal = await accountant.get('/money/books/journal?from=2023-01-01&until=2023-12-31')
  const entry = /href="(\/money\/entries\/[^"]+)"/.exec(journal.html)![1]!
  assert.match(wordsOf((await accountant.get(entry)).html), /111 · Tiền mặt HAN-MAN Quỹ tiền mặt 1\.000\.000/)
  const balances = wordsOf((await accountant.get('/money/books/balances?from=2023-01-01&until=2023-12-31')).html)
  assert.match(balances, /HAN-MAN · Ủng hộ vùng hạn 0 1\.000\.000 0 1\.000\.000/)
  assert.match(balances, /Cộng: Nợ 1\.000\.000 · Có 1\.000\.000/)

  // An example of a bank's file is shown with what its columns seem to hold; a person says better, and it is kept.
  const mapping = '/money/statements/mapping'
  const ask = await accountant.get(mapping)
  const example = new Blob(['Lời nhắn;Hôm;Vào\nung ho;09/01/2023;50.000\nchia se;10/01/2023;70.000\n'])
  const shown = await accountant.submit(ask, mapping, { account: optionOf(ask.html, 'account'), file: example })
  assert.match(wordsOf(shown.html), /1 Lời nhắn Hôm Vào 2 ung ho 09\/01\/2023 50\.000/)
  const untold = await accountant.submit(shown, mapping, { column: ['memo', 'date', ''] })
  assert.match(problemsOf(untold.html).join(), /Cần chỉ cột ngày/)
  assert.match(wordsOf(untold.html), /1 Lời nhắn Hôm Vào/, 'the example stays')
  const kept = await accountant.submit(untold, mapping, { column: ['memo', 'date', 'credit'] })
  assert.match((await accountant.follow(kept)).html, /Đã giữ cách đọc/)

  // By hand: refused with its row and field, posted with dots in its amounts, taken back by its mirror.
  const hand = await accountant.get('/money/books/by-hand')
  const place = /<option value="([^"]+)"[^>]*>Quỹ tiền mặt/.exec(hand.html)![1]!
  const rows = { fund: [fund, '', fund], code: ['111', '', '5111'], place: [place, '', ''] }
  const enter = (more: Record<string, string | readonly string[]>) =>
    accountant.submit(hand, '/by-hand', { day: '2023-01-12', text: 'Thu bổ sung', ...rows, ...more })
  const odd = await enter({ debit: ['1.500.000', '', ''], credit: ['', '', '1.5'] })
  assert.match(problemsOf(odd.html).join(), /Dòng 3: Số tiền viết bằng chữ số/)
  assert.match(odd.html, /id="f-credit-3"[^>]*aria-invalid="true"/)
  assert.match(odd.html, /value="1\.500\.000"/, 'what was typed stays')
  const over = await enter({ debit: ['1.500.000', '', ''], credit: ['', '', '1.400.000'] })
  assert.match(problemsOf(over.html).join(), /HAN-MAN lệch 100000/)
  const posted = await enter({ debit: ['1.500.000', '', ''], credit: ['', '', '1.500.000'] })
  const byHand = posted.location!.split('?')[0]!
  const written = await accountant.follow(posted)
  const back = await accountant.submit(written, '/reverse', { day: '2023-01-13', why: 'nhầm' })
  assert.match(problemsOf(back.html).join(), /ít nhất mười chữ/)
  await accountant.follow(await accountant.submit(written, '/reverse', { day: '2023-01-13', why: 'Ghi nhầm số tiền' }))
  assert.doesNotMatch((await accountant.get(byHand)).html, /Ghi đảo bút toán này/)
  const gift = /href="(\/gifts\/cash\/[^"]+)"/.exec((await accountant.get(entry)).html)![1]!
  assert.equal((await accountant.get(gift)).status, 200, 'from an entry to what it came from')
  const cashBook = `/money/books/places/${place}?from=2023-01-01&until=2023-12-31`
  assert.match(wordsOf((await accountant.get(cashBook)).html), /Thu bổ sung HAN-MAN 1\.500\.000 2\.500\.000/)
  const file = await accountant.get(`${cashBook}&as=csv`)
  assert.match(file.headers.get('content-type')!, /text\/csv/)
  assert.match(file.html, /2023-01-13,3,Ghi nhầm số tiền,HAN-MAN,,1500000,1000000\r\n$/)
  const trial = await accountant.get('/money/books/balances?from=2023-01-01&until=2023-12-31&as=trial')
  assert.match(trial.html, /giả định[^\r]*\r\nTài khoản,.*\r\n111,[^,]+,0,2500000,1500000,1000000\r\n/)

  // The calendar: what is late is said where the books are opened, told once at night, and noted when it is published.
  const remind = () =>
    app.db.own({ now: app.clock().now, asOf: '2023-04-15' as PlainDate }, tx =>
      remindOfDuties(tx, '2023-04-15' as PlainDate, app.clock().now),
    )
  assert.ok((await remind()) > 0)
  assert.equal(await remind(), 0)
  assert.match(
    wordsOf((await accountant.get('/notices')).html),
    /HAN-MAN có việc phải công bố đã quá hạn ngày 05\/01\/2023/,
  )
  const fundPath = `/money/funds/${fund}`
  assert.match(wordsOf((await accountant.get('/money/books')).html), /HAN-MAN: Lời kêu gọi.*Quá hạn/)
  const published = { duty: 'appeal', dueOn: '2023-01-05', on: '2023-01-05', evidence: 'Trang web của Hội' }
  const calendar = await accountant.get(fundPath)
  const none = await accountant.submit(calendar, fundPath, { ...published, duty: 'yearly' })
  assert.match(problemsOf(none.html).join(), /Không có nghĩa vụ công bố/)
  await accountant.follow(await accountant.submit(calendar, fundPath, published))
  assert.match(wordsOf((await accountant.get(fundPath)).html), /Lời kêu gọi 05\/01\/2023 .*Đã công bố/)

  const months = '/money/books/months'
  assert.match(wordsOf((await accountant.get(months)).html), /Sao kê đều đã ghi sổ/)
  await accountant.follow(await accountant.submit(await accountant.get(months), months))
  assert.match(wordsOf((await accountant.get(months)).html), /01\/2023 3 Khoá /)
  const late = await accountant.submit(await accountant.get('/gifts'), '/gifts', { amount: '5', day: '2023-01-11' })
  assert.match(problemsOf(late.html).join(), /Sổ tháng 2023-01 đã khoá/)
  const leader = await new Visitor(app).signIn('lanhdao.hoi-ctd-tinh')
  const short = await leader.submit(await leader.get(months), months, { why: 'nhầm' })
  assert.match(problemsOf(short.html).join(), /ít nhất mười chữ/)
  await leader.follow(await leader.submit(short, months, { why: 'Ghi sót một phiếu thu' }))
  assert.match(wordsOf((await accountant.get(months)).html), /Còn mở Ghi sót một phiếu thu/)

  const stranger = await new Visitor(app).signIn('vanthu.tinh-uy')
  assert.equal((await stranger.get('/money/books')).status, 403)
  assert.equal((await stranger.get(entry)).status, 403)
  for (const one of [
    fundPath,
    cashBook,
    '/money/books/by-hand',
    '/money/books',
    '/money/books/balances',
    '/money/books/journal',
    months,
    entry,
  ]) {
    const before = app.db.statements()
    assert.equal((await accountant.get(one)).status, 200, one)
    assert.ok(app.db.statements() - before <= 7, `${one}: ${app.db.statements() - before} statements`)
  }
  assert.deepEqual(troublesIn(app.log), [])
})

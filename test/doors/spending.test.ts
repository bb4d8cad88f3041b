import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readWorkbook } from '../../src/sheets/index.ts'
import { payCommand } from '../../src/doors/cli/pay.ts'
import { translator } from '../../src/words/index.ts'
import { actorByEmail } from '../../src/access/index.ts'
import { testApp, troublesIn, words } from '../app.ts'
import { withMoney } from '../money.ts'
import { aCommand } from '../testkit.ts'
import { problemsOf, Visitor, wordsOf } from '../visitor.ts'

test('money leaves by the pages: allocated by weights, written, approved by another, sent in one file, confirmed', async t => {
  const app = await testApp(t)
  await withMoney(app)
  const accountant = await new Visitor(app).signIn('ketoan.hoi-ctd-tinh')
  const leader = await new Visitor(app).signIn('lanhdao.hoi-ctd-tinh')
  const cashier = await new Visitor(app).signIn('thuquy.hoi-ctd-tinh')

  const desk = await accountant.get('/money/spending/allocations')
  const decision = { document: '07/QĐ-CTĐ', purpose: 'Bồn nước cho các xã', amount: '100.000.000', by: 'weight' }
  const slip = await accountant.submit(desk, '/allocations', { ...decision, shares: 'Hội Chữ thập đỏ nơi không có; 2' })
  assert.equal(slip.status, 422)
  assert.match(problemsOf(slip.html).join(), /Không có đơn vị cấp dưới nào tên/)
  const shares = '* Bồn nước; 2\n* Lọc nước; 1'
  await accountant.follow(await accountant.submit(slip, '/allocations', { ...decision, shares }))
  assert.match(
    wordsOf((await accountant.get('/money/spending/allocations')).html),
    /Bồn nước: 66\.666\.667 .*Lọc nước: 33\.333\.333/,
  )

  const aid = {
    donor: 'Hội bạn',
    approvalNumber: '3/QĐ-UBND',
    approvedOn: '2023-01-15',
    authority: 'UBND tỉnh',
    terms: 'Nước sạch',
  }
  const given = { currency: 'usd', foreign: '1000,50', booked: '23.500.000', reportDays: '30/06/2023; 2023-12-31' }
  const fund = /<option value="([0-9a-f-]{36})"/.exec(desk.html)![1]!
  const kept = { command: aCommand(), step: 'agreement', fund, ...aid, ...given }
  const agreed = await accountant.follow(await accountant.post('/money/spending/allocations', kept))
  assert.match(wordsOf(agreed.html), /Hội bạn .*1000\.50 USD 0 \/ 23\.500\.000 30\/06\/2023/)

  const form = await accountant.get('/money/spending/new')
  const share = /<option value="([0-9a-f-]{36}:1)"/.exec(form.html)![1]!
  const typed = {
    allocation: share,
    amount: '60.000.000',
    reason: 'Mua 30 bồn nước',
    payeeName: '=CMD("Công ty Bồn Thử")',
    bankBin: '970405',
    number: '001 500-201',
    file: new File(['Hoá đơn số 12'], 'hoa-don.txt', { type: 'text/plain' }),
  }
  const wrong = await accountant.submit(form, '/new', { ...typed, bankBin: '12' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.html, /value="60\.000\.000"/)
  const written = await accountant.submit(form, '/new', { ...typed, declaredOpen: 'yes' })
  const path = written.location!.split('?')[0]!
  const draft = await accountant.follow(written)
  assert.match(wordsOf(draft.html), /Chứng từ chi số 1\/2023 .*Nháp.*60\.000\.000.*hoa-don\.txt/)
  const evidence = await leader.get(/href="(\/files\/[^"]+)"/.exec(draft.html)![1]!)
  assert.equal(evidence.html, 'Hoá đơn số 12')
  await accountant.follow(await accountant.submit(draft, '/submit'))
  assert.doesNotMatch((await accountant.get(path)).html, /\/approve"/, 'who made it has no such button')
  assert.match(wordsOf((await leader.get('/money/spending/approvals')).html), /1\/2023 .*Mua 30 bồn nước/)
  await leader.follow(await leader.submit(await leader.get(path), '/approve'))

  const runs = await accountant.get('/money/spending/runs')
  const voucher = /name="vouchers" value="([^"]+)"/.exec(runs.html)![1]!
  const made = await accountant.submit(runs, '/runs', { vouchers: voucher })
  const run = made.location!.split('?')[0]!
  assert.equal(
    (await accountant.submit(runs, '/runs', { vouchers: voucher })).location,
    made.location,
    'pressed twice it is one run',
  )
  const again = await accountant.post('/money/spending/runs', { command: aCommand(), vouchers: voucher, money: '' })
  assert.equal(again.status, 422)
  for (const format of ['csv', 'xlsx']) {
    const [one, two] = [await accountant.get(`${run}/file.${format}`), await cashier.get(`${run}/file.${format}`)]
    assert.deepEqual(one.bytes, two.bytes, 'the same bytes whoever fetches it')
  }
  const csv = (await accountant.get(`${run}/file.csv`)).html
  assert.match(
    csv,
    /"1","970405","001500201","CMD CONG TY BON THU","60000000","CTD UYNC[2-9A-Z]{2} [2-9A-Z]{8} CT 1-2023"\r\n$/,
  )
  const folder = mkdtempSync(join(tmpdir(), 'chido-pay-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const out = join(folder, 'dot-chi.csv')
  const exporting = ['export', run.split('/').at(-1)!, '--csv', '--out', out]
  assert.equal(await payCommand(app.db, app.clock(), exporting, translator(words, 'vi')), 0)
  assert.equal(readFileSync(out, 'utf8'), `\ufeff${csv}`)
  assert.equal(
    await payCommand(app.db, app.clock(), exporting, translator(words, 'vi')),
    2,
    'never over a file that is there',
  )
  const book = readWorkbook((await accountant.get(`${run}/file.xlsx`)).bytes)
  assert.ok(book, 'a workbook that opens')

  const sent = await cashier.get(path)
  const confirmed = await cashier.follow(await cashier.submit(sent, '/confirm', { evidence: 'Giấy báo nợ số 88' }))
  assert.match(wordsOf(confirmed.html), /Đã chi.*xác nhận bằng tay/)
  assert.equal(
    (await cashier.submit(sent, '/confirm', { evidence: 'Giấy báo nợ số 88', command: aCommand() })).status,
    409,
  )

  const pages = ['', '/new', '/runs', '/allocations', '/settings'].map(one => `/money/spending${one}`)
  for (const one of [...pages, path, run]) {
    const before = app.db.statements()
    const shown = await accountant.get(`${one}?lang=km`)
    assert.equal(shown.status, 200, one)
    assert.ok(app.db.statements() - before <= 8, `${one}: ${app.db.statements() - before} statements`)
  }
  assert.deepEqual(troublesIn(app.log), [])
})

test('a commune is checked by the Front where the superior says so, and limits are the administrator’s', async t => {
  const app = await testApp(t)
  const leader = await new Visitor(app).signIn('lanhdao.hoi-ctd-tinh')
  const page = await leader.get('/money/spending/settings')
  assert.match(wordsOf(page.html), /Chưa xác nhận/)
  assert.doesNotMatch(page.html, /name="upTo"/, 'a leader sets no limits')
  const at = app.clock()
  const commune = (await actorByEmail(app.db, 'ketoan.ctd-xa@chi-do.example', at.today))!
  const front = (await actorByEmail(app.db, 'lanhdao.mttq-xa@chi-do.example', at.today))!
  const named = { unit: commune.unitName, checker: front.unitName }
  const done = await leader.follow(await leader.submit(page, '/settings', { step: 'designate', ...named }))
  assert.match(wordsOf(done.html), new RegExp(`${commune.unitName}.*${front.unitName}`))
  const own = await new Visitor(app).signIn('lanhdao.ctd-xa')
  const refused = await own.post('/money/spending/settings', {
    command: aCommand(),
    step: 'designate',
    role: 'leader',
    from: at.today,
    ...named,
  })
  assert.equal(refused.status, 403)
  const admin = await new Visitor(app).signIn('quantri.hoi-ctd-tinh')
  const limits = await admin.get('/money/spending/settings')
  await admin.follow(await admin.submit(limits, '/settings', { upTo: '70.000.000', confirmed: 'yes' }))
  assert.match(wordsOf((await admin.get('/money/spending/settings')).html), /70\.000\.000.{0,4}Đã xác nhận/)
  assert.deepEqual(troublesIn(app.log), [])
})

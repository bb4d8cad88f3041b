import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorByEmail, runCommand, type UseCase } from '../../src/access/index.ts'
import { campaignCode } from '../../src/bank/index.ts'
import type { CommandId, FundId, PlainDate } from '../../src/kernel/index.ts'
import { openBooks, openCampaign, openFund, openMoneyAccount } from '../../src/ledger/index.ts'
import { openImport, postStatement, stageStatements } from '../../src/statements/index.ts'
import { testApp, troublesIn, type TestApp } from '../app.ts'
import { aCommand, must } from '../testkit.ts'
import { problemsOf, Visitor, wordsOf } from '../visitor.ts'

const CODE = campaignCode('STRG')!

/** Open books at the society of the province, with a campaign, its account at a bank and a cash box. */
async function callForGifts(app: TestApp) {
  const at = app.clock()
  const by = (await actorByEmail(app.db, 'ketoan.hoi-ctd-tinh@chi-do.example', at.today))!
  const run = async <I, O>(command: UseCase<I, O>, input: I, id: CommandId = aCommand()) =>
    must(await runCommand(app.db, at, by, id, command, input))
  const day = '2023-02-01' as PlainDate
  const fund = aCommand() as string as FundId
  await run(openBooks, { unit: by.unit })
  const words = { name: 'Ủng hộ vùng hạn mặn', purpose: 'Nước sạch cho người dân', basis: 'disaster-appeal' }
  await run(openFund, { unit: by.unit, code: 'HAN-MAN', ...words, openedOn: day }, fund as string as CommandId)
  await run(openCampaign, {
    fund,
    code: CODE,
    appeal: 'Mỗi nhà một bồn nước',
    goal: '900000000',
    opensOn: day,
    receivesUntil: '2023-04-30' as PlainDate,
    distributesUntil: '2023-05-15' as PlainDate,
  })
  const account = { unit: by.unit, holder: 'HOI CHU THAP DO THU', openedOn: day, fund }
  await run(openMoneyAccount, {
    ...account,
    kind: 'bank',
    bankBin: '970436',
    number: '0012345678',
    name: 'Vietcombank',
    public: true,
  })
  await run(openMoneyAccount, { ...account, kind: 'cash', name: 'Quỹ tiền mặt' })
}

/** A statement of the campaign's account with one line, taken in and posted. */
async function bringStatement(app: TestApp, line: string) {
  const at = app.clock()
  const by = (await actorByEmail(app.db, 'ketoan.hoi-ctd-tinh@chi-do.example', at.today))!
  const csv = `PageId,TNXDate,DocNo,Debit,Credit,Balance,TransactionDetails\n${line}\n`
  const files = [{ name: 'so-phu.csv', bytes: new TextEncoder().encode(csv) }]
  const id = must(
    await runCommand(app.db, at, by, aCommand(), openImport, { unit: by.unit, account: '0012345678', files }),
  ).id
  await stageStatements({ db: app.db, clock: app.clock })
  must(await runCommand(app.db, app.clock(), by, aCommand(), postStatement, { id }))
}

test('a gift by the pages: appeal, promise, cash that keeps it, receipt, taken back, signed accounts', async t => {
  const app = await testApp(t)
  await callForGifts(app)
  const anyone = new Visitor(app)
  assert.match((await anyone.get('/give')).html, new RegExp(`href="/give/${CODE}"`))
  assert.equal((await anyone.get('/give/NONE')).status, 404)
  const page = await anyone.get(`/give/${CODE}`)
  const words = wordsOf(page.html)
  assert.match(words, /Mỗi nhà một bồn nước/)
  assert.equal(words.match(/chưa ghi sổ khoản nào/g)?.length, 5, 'five numbers, none of them a zero')
  assert.match(page.html, new RegExp(`value="CTD ${CODE} [2-9A-Z]{8}"`))
  assert.match(page.html, /<svg [^>]*role="img"/)

  const wrong = await anyone.submit(page, `/give/${CODE}`, { amount: '1.000.000', goods: 'gạo' })
  assert.equal(wrong.status, 422)
  assert.match(problemsOf(wrong.html).join(), /một trong hai/)
  assert.match(wrong.html, /value="1\.000\.000"/, 'what was typed stays')
  const promised = await anyone.follow(await anyone.submit(page, `/give/${CODE}`, { amount: '1.000.000', goods: '' }))
  const code = /<p class="memo">([2-9A-Z]{8})<\/p>/.exec(promised.html)![1]!
  assert.match(wordsOf(promised.html), /Hứa ủng hộ 1\.000\.000/)

  const cashier = await new Visitor(app).signIn('thuquy.hoi-ctd-tinh')
  const desk = await cashier.get('/gifts')
  const bad = await cashier.submit(desk, '/gifts', { amount: '0', name: 'Lê Thị Thử' })
  assert.equal(bad.status, 422)
  assert.match(problemsOf(bad.html).join(), /lớn hơn không/)
  assert.match(bad.html, /value="Lê Thị Thử"/)
  const taken = await cashier.submit(bad, '/gifts', { amount: '1.000.000', name: 'Lê Thị Thử', pledge: code })
  assert.match(taken.location ?? '', /^\/receipts\/[\w-]{22}\?done=/)
  const path = taken.location!.split('?')[0]!
  const receipt = await anyone.get(path)
  assert.match(wordsOf(receipt.html), /Phiếu thu số 1\/2023 .*Lê Thị Thử.*[Mm]ột triệu đồng/)
  assert.match(wordsOf(receipt.html), /Bằng chứng có sau ít phút/)
  assert.equal(receipt.headers.get('x-robots-tag'), 'noindex, nofollow')
  assert.equal((await anyone.get('/receipts/AAAAAAAAAAAAAAAAAAAAAA')).status, 404)
  assert.match(wordsOf((await cashier.get('/gifts/pledges?state=kept')).html), new RegExp(`${code}.*Đã giữ lời`))
  assert.doesNotMatch((await anyone.get(`/give/${CODE}`)).html, /Lê Thị Thử/)

  for (const one of ['/gifts', '/gifts/in-kind', '/gifts/direct', '/gifts/pledges', '/gifts/accounts']) {
    const before = app.db.statements()
    assert.equal((await cashier.get(one)).status, 200, one)
    assert.ok(app.db.statements() - before <= 7, `${one}: ${app.db.statements() - before} statements`)
  }
  const gift = /href="(\/gifts\/cash\/[^"]+)"/.exec((await cashier.get('/gifts')).html)![1]!
  const one = await cashier.get(gift)
  assert.equal((await cashier.submit(one, '/back', { why: 'nhầm' })).status, 422)
  await cashier.follow(await cashier.submit(one, '/back', { why: 'Ghi nhầm người ủng hộ' }))
  assert.match(wordsOf((await anyone.get(path)).html), /đã được rút lại/)

  // A transfer that bears the code of a promise keeps it; whoever made it finds the receipt by what the bank's slip says.
  const second = await anyone.follow(
    await anyone.submit(await anyone.get(`/give/${CODE}`), `/give/${CODE}`, { amount: '250.000', goods: '' }),
  )
  const own = /<p class="memo">([2-9A-Z]{8})<\/p>/.exec(second.html)![1]!
  const slip = { reference: '5213-70001', amount: '250.000', day: '2023-02-07' }
  const claim = async (more: object = {}) =>
    anyone.submit(await anyone.get('/receipts'), '/receipts', { ...slip, ...more })
  assert.match(problemsOf((await claim()).html).join(), /Chưa thấy khoản nào/)
  await bringStatement(app, `1,07/02/2023,5213.70001,,250.000,1.250.000,MBVCB.99.CTD ${CODE} ${own} chuyen tien`)
  assert.match(wordsOf((await cashier.get('/gifts/pledges?state=kept')).html), new RegExp(`${own}.*Đã giữ lời`))
  assert.match(problemsOf((await claim({ amount: '250.001' })).html).join(), /Chưa thấy khoản nào/)
  assert.match(problemsOf((await claim({ reference: '52' })).html).join(), /ít nhất bốn/)
  const claimed = await claim()
  const again = await claim({ reference: own.toLowerCase() })
  const address = claimed.location!.split('?')[0]!
  assert.match(address, /^\/receipts\/[\w-]{22}$/)
  assert.equal(again.location!.split('?')[0], address, 'one gift, one address')
  const bankReceipt = await anyone.get(address)
  assert.match(wordsOf(bankReceipt.html), /Nhận qua ngân hàng .*không nêu tên.*[Hh]ai trăm năm mươi nghìn đồng/)
  assert.equal(bankReceipt.headers.get('x-robots-tag'), 'noindex, nofollow')

  const leader = await new Visitor(app).signIn('lanhdao.hoi-ctd-tinh')
  assert.match(wordsOf((await anyone.get('/accounts')).html), /Chưa có danh sách nào được ký/)
  await leader.follow(await leader.submit(await leader.get('/gifts/accounts'), '/gifts/accounts'))
  assert.match(wordsOf((await anyone.get('/accounts?lang=en')).html), /Signed by .* 0012345678/)
  assert.deepEqual(troublesIn(app.log), [])
})

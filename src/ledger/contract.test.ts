import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { root, must } from '../../test/testkit.ts'
import { campaignCode } from '../bank/index.ts'
import type { Tx } from '../db/index.ts'
import { vnd, type CommandId, type EntryId, type PlainDate, type Vnd } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { anEntry, books, FUNDS, MONEY, SOCIETY } from './fixture.sql.ts'
import { closeFund, openBooks, openCampaign, openFund, openMoneyAccount } from './open-books.ts'
import { post } from './post.ts'
import { reverse } from './reverse.ts'
import type { EntryDraft } from './types.ts'

const day = (text: string) => text as PlainDate
const amount = (text: string) => vnd(text) as Vnd
const gift = (more: Partial<EntryDraft> = {}, how = '100000'): EntryDraft => ({
  id: anEntry(),
  unit: SOCIETY.province,
  day: day('2024-10-02'),
  text: 'Ủng hộ bằng tiền mặt',
  source: { kind: 'gift', id: anEntry() },
  postings: [
    { fund: FUNDS.storm, purpose: 'cash', amount: amount(how), moneyAccount: MONEY.cash },
    { fund: FUNDS.storm, purpose: 'gifts', amount: amount(`-${how}`) },
  ],
  ...more,
})
const postAll = useCase<EntryDraft[], number>('test.post', ['accountant', 'cashier'], async (tx, by, drafts) => {
  const done = await post(tx, by, drafts)
  return done.ok ? { ok: true, value: done.value.length } : done
})
const takeBack = useCase<{ entry: EntryId; id: EntryId; day: PlainDate }, number>(
  'test.reverse',
  ['accountant'],
  async (tx, by, p) => {
    const done = await reverse(tx, by, { ...p, why: 'ghi nhầm' })
    return done.ok ? { ok: true, value: done.value.number } : done
  },
)
const refused = (result: { ok: boolean; problem?: { kind: string } }) => (result.ok ? 'done' : result.problem!.kind)

/** An entry by hand, past every use case; each step may be put out of order. */
const rawEntry = (
  tx: Tx,
  command: CommandId,
  id: string,
  more: { day?: string; unit?: string; number?: number; reverses?: string } = {},
) =>
  sql`insert into entry (realm, id, unit_id, year, number, day, text, source_kind, source_id, reverses_id, posted_at, command_id)
    values (94, ${id}, ${more.unit ?? SOCIETY.province}, 2024, ${more.number ?? 900}, ${more.day ?? '2024-10-02'}, 'thử', 'test', ${id},
      ${more.reverses ?? null}, now(), ${command})`.execute(tx)
const rawPosting = (
  tx: Tx,
  entry: string,
  ordinal: number,
  code: string,
  how: string,
  more: { fund?: string; money?: string; day?: string; unit?: string } = {},
) =>
  sql`insert into posting (realm, entry_id, ordinal, unit_id, fund_id, code, amount, day, money_account_id)
    values (94, ${entry}, ${ordinal}, ${more.unit ?? SOCIETY.province}, ${more.fund ?? FUNDS.storm}, ${code}, ${how}, ${more.day ?? '2024-10-02'}, ${more.money ?? null})`.execute(
    tx,
  )

test('the database refuses what is no entry, whatever the program does', async t => {
  const w = await books(t)
  const raw = (work: (tx: Tx, command: CommandId, id: string) => Promise<unknown>) =>
    w.direct('accountant', (tx, command) => work(tx, command, anEntry()))
  const both = async (tx: Tx, command: CommandId, id: string) => {
    await rawEntry(tx, command, id)
    await rawPosting(tx, id, 1, '111', '5', { money: MONEY.cash })
    await rawPosting(tx, id, 2, '5111', '-5')
  }
  await raw(both)
  const cases: readonly (readonly [string, RegExp, (tx: Tx, command: CommandId, id: string) => Promise<unknown>])[] = [
    ['an entry without postings', /balance/, (tx, c, id) => rawEntry(tx, c, id, { number: 901 })],
    [
      'over by one đồng',
      /balance/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await rawPosting(tx, id, 1, '111', '6', { money: MONEY.cash })
        await rawPosting(tx, id, 2, '5111', '-5')
      },
    ],
    [
      'balanced as a whole, and in no fund',
      /balance/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await rawPosting(tx, id, 1, '111', '5', { money: MONEY.cash })
        await rawPosting(tx, id, 2, '5111', '-5', { fund: FUNDS.running })
      },
    ],
    [
      'money that lies nowhere',
      /place/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await rawPosting(tx, id, 1, '111', '5')
        await rawPosting(tx, id, 2, '5111', '-5')
      },
    ],
    [
      'cash at a bank',
      /place/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await rawPosting(tx, id, 1, '111', '5', { money: MONEY.bank })
        await rawPosting(tx, id, 2, '5111', '-5')
      },
    ],
    [
      'proved early, then changed',
      /added|one transaction/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await sql`insert into posting (realm, entry_id, ordinal, unit_id, fund_id, code, amount, day, money_account_id) values
        (94, ${id}, 1, ${SOCIETY.province}, ${FUNDS.storm}, '111', 5, '2024-10-02', ${MONEY.cash}),
        (94, ${id}, 2, ${SOCIETY.province}, ${FUNDS.storm}, '5111', -5, '2024-10-02', null)`.execute(tx)
        await sql`set constraints all immediate`.execute(tx)
        await rawPosting(tx, id, 3, '5111', '-5')
      },
    ],
    ['another unit', /row-level security/, (tx, c, id) => rawEntry(tx, c, id, { unit: SOCIETY.east })],
    [
      'the fund of another unit',
      /foreign key/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await rawPosting(tx, id, 1, '111', '5', { fund: FUNDS.east, money: MONEY.cash })
      },
    ],
    [
      'another day than its entry',
      /foreign key/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await rawPosting(tx, id, 1, '111', '5', { money: MONEY.cash, day: '2024-10-03' })
      },
    ],
    [
      'a nought',
      /posting_amount_check/,
      async (tx, c, id) => {
        await rawEntry(tx, c, id, { number: 901 })
        await rawPosting(tx, id, 1, '111', '0', { money: MONEY.cash })
      },
    ],
    ['a number twice', /unique/, rawEntry as never],
    ['change', /permission denied/, tx => sql`update entry set text = 'khác'`.execute(tx)],
    ['a posting less', /permission denied/, tx => sql`delete from posting`.execute(tx)],
    ['a proof waved through', /permission denied/, tx => sql`update posting_batch set proved = false`.execute(tx)],
  ]
  for (const [name, why, work] of cases) await assert.rejects(raw(work), why, name)
  const [entry] = await w.rows<{ id: string }>('select id from entry')
  await assert.rejects(
    raw(tx => rawPosting(tx, entry!.id, 3, '5111', '-5')),
    /nothing is added/,
    'a posting that comes later',
  )
  await assert.rejects(
    raw(async (tx, c, id) => {
      await rawEntry(tx, c, id, { number: 901, reverses: entry!.id })
      await rawPosting(tx, id, 1, '111', '-4', { money: MONEY.cash })
      await rawPosting(tx, id, 2, '5111', '4')
    }),
    /mirror/,
    'a reversal that is no mirror',
  )
  await assert.rejects(w.rows('update entry set text = text'), /append-only/, 'the owner as well')
  assert.equal((await w.rows('select from posting')).length, 2)
})

test('the same source is posted once, a reversal mirrors once, and two workers number without gaps', async t => {
  const w = await books(t)
  const draft = gift()
  must(await w.run('cashier', postAll, [draft]))
  assert.equal(refused(await w.run('cashier', postAll, [{ ...draft, id: anEntry() }])), 'ledger.posted-before')
  const mirror = anEntry()
  assert.equal(
    refused(await w.run('accountant', takeBack, { entry: draft.id, id: mirror, day: day('2024-10-01') })),
    'ledger.before-entry',
  )
  must(await w.run('accountant', takeBack, { entry: draft.id, id: mirror, day: day('2024-10-03') }))
  assert.equal(
    refused(await w.run('accountant', takeBack, { entry: draft.id, id: anEntry(), day: day('2024-10-03') })),
    'ledger.reversed-before',
  )
  assert.equal(
    refused(await w.run('accountant', takeBack, { entry: mirror, id: anEntry(), day: day('2024-10-03') })),
    'ledger.is-reversal',
  )
  assert.equal(
    refused(await w.run('eastAccountant', takeBack, { entry: draft.id, id: anEntry(), day: day('2024-10-03') })),
    'ledger.no-entry',
  )
  const same = gift()
  const both = await Promise.all([
    ...Array.from({ length: 6 }, () => w.run('cashier', postAll, [gift(), gift()])),
    w.run('cashier', postAll, [{ ...same, id: anEntry() }]),
    w.run('accountant', postAll, [{ ...same, id: anEntry() }]),
  ])
  assert.deepEqual(both.filter(one => !one.ok).map(refused), ['ledger.posted-before'])
  const numbers = await w.rows<{ number: number }>('select number from entry order by number')
  assert.deepEqual(
    numbers.map(row => row.number),
    numbers.map((_, at) => at + 1),
  )
  const [sums] = await w.rows<{ over: string; cash: string }>(
    `select sum(amount)::text as over, (sum(amount) filter (where code = '111'))::text as cash from posting`,
  )
  assert.deepEqual(sums, { over: '0', cash: '1300000' })
})

test('books, funds, campaigns and accounts are opened once, by those who may, within what the basis allows', async t => {
  const w = await books(t)
  const fund = {
    unit: SOCIETY.province,
    code: 'MUA',
    name: 'Lũ',
    basis: 'disaster-appeal',
    purpose: 'Giúp dân',
    openedOn: day('2024-09-01'),
  }
  assert.equal(refused(await w.run('accountant', openBooks, { unit: SOCIETY.province })), 'ledger.has-books')
  assert.equal(refused(await w.run('clerk', openFund, fund)), 'access.forbidden')
  assert.equal(refused(await w.run('eastAccountant', openFund, fund)), 'access.forbidden')
  assert.equal(refused(await w.run('leader', openFund, { ...fund, basis: 'none' })), 'ledger.no-basis')
  assert.equal(refused(await w.run('leader', openFund, { ...fund, code: 'BAO-3' })), 'ledger.code-taken')
  const made = must(await w.run('leader', openFund, fund))
  const days = { opensOn: day('2024-09-08'), receivesUntil: day('2025-03-01'), distributesUntil: day('2025-03-02') }
  const campaign = { fund: made.fund, code: campaignCode('MVRG')!, appeal: 'Chung tay', ...days }
  const bare = { ...campaign, code: 'MVRG' }
  assert.equal(refused(await w.run('accountant', openCampaign, bare)), 'ledger.campaign-code', 'no check characters')
  assert.equal(refused(await w.run('accountant', openCampaign, campaign)), 'ledger.too-long')
  must(await w.run('accountant', openCampaign, { ...campaign, extendedWhy: 'QĐ gia hạn' }))
  const account = {
    unit: SOCIETY.east,
    kind: 'bank',
    bankBin: '970436',
    number: '6213685752566',
    holder: 'X',
    name: 'Y',
    openedOn: day('2024-09-01'),
  } as const
  assert.equal(refused(await w.run('eastAccountant', openMoneyAccount, account)), 'ledger.account-taken')
  const drop = gift({
    postings: [
      { fund: made.fund, purpose: 'cash', amount: amount('7'), moneyAccount: MONEY.cash },
      { fund: made.fund, purpose: 'gifts', amount: amount('-7') },
    ],
  })
  must(await w.run('cashier', postAll, [drop]))
  const close = { fund: made.fund, version: 1, day: day('2024-10-15') }
  assert.equal(refused(await w.run('accountant', closeFund, close)), 'ledger.fund-not-empty')
  must(await w.run('accountant', takeBack, { entry: drop.id, id: anEntry(), day: day('2024-10-03') }))
  must(await w.run('accountant', closeFund, close))
})

test('the migration writes what facts/charts.tsv says', async t => {
  const w = await books(t)
  const lines = readFileSync(join(root, 'facts/charts.tsv'), 'utf8').trim().split('\n').slice(1)
  const rows = await w.rows<{
    line: string
  }>(`select concat_ws(chr(9), chart, code, name, kind, purpose, case when confirmed then 'yes' else 'no' end) as line
    from chart_line order by chart, code`)
  assert.deepEqual(
    rows.map(row => row.line),
    lines.map(line => line.split('\t').slice(0, 6).join('\t')).sort(),
  )
})

import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { EntryId, FileId, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'
import type { LineId } from '../statements/index.ts'
import type { AgreementId, AllocationId, Expense, RunId, VoucherId, VoucherKind, VoucherState } from './types.ts'

/** What the pages show; each list is cut at a hundred rows. */

export type VoucherLine = {
  readonly id: VoucherId
  readonly number: number
  readonly year: number
  readonly day: PlainDate
  readonly kind: VoucherKind
  readonly reason: string
  readonly payee: string | null
  readonly fund: string | null
  readonly unitName: string
  readonly amount: bigint
  readonly state: VoucherState
  readonly doubts: number
}
/** States in the order in which somebody should look: what went wrong, what waits, what is done. */
const ORDER: readonly VoucherState[] = [
  'failed',
  'returned',
  'submitted',
  'approved',
  'in-run',
  'draft',
  'paid',
  'reversed',
  'refused',
]

const voucherLines = (which: ReturnType<typeof sql>) => sql<VoucherLine>`
  select v.id, v.number, v.year, v.day, v.kind, v.reason, e.name as payee, f.code as fund, u.name as "unitName", v.amount, v.state, d.doubts
  from voucher v join unit u on u.id = v.unit_id left join fund f on f.id = v.fund_id
    left join voucher_payee e on e.realm = v.realm and e.voucher_id = v.id
    cross join lateral (select count(*)::int as doubts from payment_doubt d join statement_review r on r.realm = d.realm and r.line_id = d.line_id
      where d.realm = v.realm and d.voucher_id = v.id and r.decided_at is null) d
  where ${which}
  order by d.doubts desc, array_position(${[...ORDER]}::text[], v.state), v.day desc, v.number desc limit 100`

export const vouchersOf = async (tx: Tx, unit: UnitId, state: VoucherState | null = null): Promise<VoucherLine[]> =>
  (await voucherLines(sql`v.unit_id = ${unit} and (${state}::text is null or v.state = ${state})`).execute(tx)).rows
/** What waits for the actor, of whatever unit. */
export const vouchersWaiting = async (tx: Tx): Promise<VoucherLine[]> =>
  (await voucherLines(sql`v.id in (select vouchers_to_check())`).execute(tx)).rows
/** What can go into a run now. */
export const vouchersToRun = async (tx: Tx, unit: UnitId): Promise<VoucherLine[]> =>
  (await voucherLines(sql`v.unit_id = ${unit} and v.kind = 'bank' and v.state in ('approved', 'failed')`).execute(tx))
    .rows

export type VoucherView = Omit<VoucherLine, 'doubts' | 'fund'> & {
  readonly unit: UnitId
  readonly fund: FundId
  readonly fundCode: string | null
  readonly code: string
  readonly allocation: AllocationId | null
  readonly share: number | null
  readonly document: string | null
  readonly programme: string
  readonly agreement: AgreementId | null
  readonly donor: string | null
  readonly expense: Expense
  readonly bin: string | null
  readonly account: string | null
  readonly erased: boolean
  readonly version: number
  readonly mine: boolean
  readonly run: RunId | null
  readonly runName: string | null
  readonly payment: {
    readonly day: PlainDate
    readonly how: 'statement' | 'hand' | 'cash'
    readonly entry: EntryId
    readonly evidence: string
    readonly line: LineId | null
  } | null
  readonly doubts: readonly {
    readonly line: LineId
    readonly kind: string
    readonly amount: string
    readonly day: PlainDate
  }[]
  readonly files: readonly { readonly id: FileId; readonly name: string }[]
  readonly steps: readonly {
    readonly step: string
    readonly by: string
    readonly forUnit: string
    readonly why: string
    readonly at: string
  }[]
}

/** One voucher with all that happened to it; `mine`: it waits for the actor. */
export async function voucherView(tx: Tx, id: VoucherId): Promise<VoucherView | null> {
  const { rows } = await sql<VoucherView>`
    select v.id, v.unit_id as unit, u.name as "unitName", v.number, v.year, v.day, v.kind, v.code, v.reason, v.fund_id as fund, f.code as "fundCode",
      v.allocation_id as allocation, v.share, a.document, v.programme, v.agreement_id as agreement, g.donor, v.expense, v.amount, v.state, v.version,
      e.name as payee, e.bank_bin as bin, e.number as account, e.erased_at is not null as erased, v.id in (select vouchers_to_check()) as mine,
      run.id as run, run.number || '/' || run.year as "runName",
      (select jsonb_build_object('day', coalesce(l.day, p.day), 'how', p.how, 'entry', coalesce(x.entry_id, p.entry_id), 'evidence', p.evidence, 'line', x.line_id)
        from payment p left join payment_line x on x.realm = p.realm and x.voucher_id = p.voucher_id
          left join statement_line l on l.realm = x.realm and l.id = x.line_id
        where p.realm = v.realm and p.voucher_id = v.id) as payment,
      coalesce((select jsonb_agg(jsonb_build_object('line', d.line_id, 'kind', d.kind, 'amount', d.amount::text, 'day', d.day) order by d.day)
        from payment_doubt d join statement_review r on r.realm = d.realm and r.line_id = d.line_id
        where d.realm = v.realm and d.voucher_id = v.id and r.decided_at is null), '[]') as doubts,
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name) order by w.at, w.name) from file_use w
        where w.owner_kind = 'voucher' and w.owner_id = v.id and w.ended_at is null), '[]') as files,
      (select jsonb_agg(jsonb_build_object('step', s.step, 'by', s.account_name, 'forUnit', k.name, 'why', s.why, 'at', s.at) order by s.ordinal)
        from voucher_step s join unit k on k.id = s.for_unit_id where s.realm = v.realm and s.voucher_id = v.id) as steps
    from voucher v join unit u on u.id = v.unit_id left join fund f on f.id = v.fund_id
      left join voucher_payee e on e.realm = v.realm and e.voucher_id = v.id left join allocation a on a.realm = v.realm and a.id = v.allocation_id
      left join aid_agreement g on g.realm = v.realm and g.id = v.agreement_id
      left join lateral (select r.id, r.number, r.year from payment_run_line l join payment_run r on r.realm = l.realm and r.id = l.run_id
        where l.realm = v.realm and l.voucher_id = v.id order by r.made_at desc limit 1) run on true
    where v.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export type AllocationLine = {
  readonly id: AllocationId
  readonly fund: string
  readonly fundId: FundId
  readonly document: string
  readonly day: PlainDate
  readonly purpose: string
  readonly amount: bigint
  readonly endedWhy: string | null
  readonly shares: readonly {
    readonly ordinal: number
    readonly to: string | null
    readonly programme: string | null
    readonly amount: string
    readonly drawn: string
  }[]
}
export async function allocationsOf(tx: Tx, unit: UnitId): Promise<AllocationLine[]> {
  const { rows } = await sql<AllocationLine>`
    select a.id, f.code as fund, a.fund_id as "fundId", a.document, a.decided_on as day, a.purpose, a.amount, x.why as "endedWhy",
      (select jsonb_agg(jsonb_build_object('ordinal', s.ordinal, 'to', u.name, 'programme', s.programme, 'amount', s.amount::text,
          'drawn', (select coalesce(sum(v.amount), 0)::text from voucher v where v.realm = s.realm and v.allocation_id = s.allocation_id
            and v.share = s.ordinal and v.state in ('submitted', 'approved', 'in-run', 'failed', 'paid'))) order by s.ordinal)
        from allocation_share s left join unit u on u.id = s.to_unit_id where s.realm = a.realm and s.allocation_id = a.id) as shares
    from allocation a join fund f on f.id = a.fund_id left join allocation_end x on x.realm = a.realm and x.allocation_id = a.id
    where a.unit_id = ${unit} order by a.decided_on desc, a.recorded_at desc limit 100`.execute(tx)
  return rows
}

export type SpendFund = { readonly id: FundId; readonly code: string; readonly name: string }
export type SpendPlace = {
  readonly id: MoneyAccountId
  readonly kind: 'bank' | 'cash'
  readonly name: string
  readonly number: string | null
}
/** What the form of a voucher chooses from: open funds and places of the unit. */
export async function deskOf(
  tx: Tx,
  unit: UnitId,
): Promise<{ funds: readonly SpendFund[]; places: readonly SpendPlace[] }> {
  const { rows } = await sql<{ funds: SpendFund[]; places: SpendPlace[] }>`
    select coalesce((select jsonb_agg(jsonb_build_object('id', id, 'code', code, 'name', name) order by code) from fund
        where unit_id = ${unit} and closed_on is null), '[]') as funds,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'name', name, 'number', number) order by name, number) from money_account
        where unit_id = ${unit} and closed_on is null), '[]') as places`.execute(tx)
  return rows[0]!
}

/** The units below this one, to which a sum may be allocated. */
export async function unitsBelow(tx: Tx, unit: UnitId): Promise<{ readonly id: UnitId; readonly name: string }[]> {
  const { rows } = await sql<{ id: UnitId; name: string }>`
    select u.id, u.name from unit_path p join unit u on u.id = p.descendant_id
    where p.ancestor_id = ${unit} and p.depth > 0 and p.during @> app_as_of() and u.during @> app_as_of()
    order by p.depth, u.name_fold, u.id limit 300`.execute(tx)
  return rows
}

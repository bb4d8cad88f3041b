import type { SpendFund, VoucherLine, VoucherState } from '../../spending/index.ts'
import { idFrom, type Brand } from '../../kernel/index.ts'
import { Badge, Select, Tabs, type Column, type Tone } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const PARTS = [
  ['/money/spending', 'spending.tab-vouchers'],
  ['/money/spending/approvals', 'spending.tab-approvals'],
  ['/money/spending/runs', 'spending.tab-runs'],
  ['/money/spending/allocations', 'spending.tab-allocations'],
  ['/money/spending/settings', 'spending.tab-settings'],
] as const

export const SpendTabs = ({ visit, at }: { visit: Visit; at: string }) => (
  <Tabs
    t={visit.t}
    label={visit.t('spending.title')}
    items={PARTS.map(([href, key]) => ({ href, label: visit.t(key), current: href === at }))}
  />
)

const TONES: Record<VoucherState, Tone> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'warn',
  refused: 'bad',
  approved: 'info',
  'in-run': 'info',
  failed: 'bad',
  paid: 'good',
  reversed: 'warn',
}
export const StateBadge = ({ visit: { t }, state }: { visit: Visit; state: VoucherState }) => (
  <Badge tone={TONES[state]}>{t(`spending.state-${state}`)}</Badge>
)

/** The id that stands in the address, or none. */
export const idAt = <T extends Brand<string, string>>(visit: Visit): T | null => idFrom<T>(visit.c.req.param('id'))

export const holdsOne = (visit: Visit, roles: readonly string[]): boolean => {
  const { grants, unit } = visit.signedIn()
  return grants.some(grant => grant.unit === unit && roles.includes(grant.role))
}

export const voucherColumns = (visit: Visit): Column<VoucherLine>[] => {
  const { t } = visit
  return [
    {
      key: 'number',
      label: t('spending.voucher'),
      heads: true,
      cell: v => <a href={`/money/vouchers/${v.id}`}>{`${v.number}/${v.year}`}</a>,
    },
    { key: 'day', label: t('spending.day'), cell: v => t.date(v.day) },
    {
      key: 'reason',
      label: t('spending.reason'),
      cell: v => (
        <span lang="vi">
          {v.reason}
          {v.payee && ` – ${v.payee}`}
        </span>
      ),
    },
    { key: 'fund', label: t('spending.fund'), cell: v => v.fund ?? <span lang="vi">{v.unitName}</span> },
    { key: 'amount', label: t('spending.amount'), numeric: true, cell: v => t.number(v.amount) },
    {
      key: 'state',
      label: t('spending.state'),
      cell: v => (
        <>
          <StateBadge visit={visit} state={v.state} />
          {v.doubts > 0 && <Badge tone="bad">{t('spending.doubtful')}</Badge>}
        </>
      ),
    },
  ]
}

/** The funds of the unit; where there is one it is chosen. */
export const FundSelect = ({ visit: { t }, funds }: { visit: Visit; funds: readonly SpendFund[] }) => (
  <Select
    t={t}
    name="fund"
    label={t('spending.fund')}
    required
    value={funds.length === 1 ? funds[0]!.id : null}
    options={funds.map(fund => ({ value: fund.id, label: `${fund.code} · ${fund.name}`, lang: 'vi' }))}
  />
)

import { MAKES, VOUCHER_STATES, vouchersOf, vouchersWaiting, type VoucherState } from '../../spending/index.ts'
import { Form, Heading, LinkButton, Select, Submit, Table } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { holdsOne, SpendTabs, voucherColumns } from './shared.tsx'

/** The unit's vouchers: those of which a statement says something odd first, then what went wrong and what waits. */
export async function showVouchers(visit: Visit): Promise<Response> {
  const { t } = visit
  const asked = visit.c.req.query('state') as VoucherState
  const state = VOUCHER_STATES.includes(asked) ? asked : null
  const rows = await visit.read(tx => vouchersOf(tx, visit.signedIn().unit, state))
  return visit.page(
    t('spending.title'),
    <>
      <Heading
        title={t('spending.title')}
        lead={t('spending.lead')}
        actions={
          holdsOne(visit, MAKES) ? <LinkButton to="/money/spending/new">{t('spending.new')}</LinkButton> : undefined
        }
      />
      <SpendTabs visit={visit} at="/money/spending" />
      <Form to="/money/spending" method="get" inline label={t('spending.filter')}>
        <Select
          t={t}
          name="state"
          label={t('spending.state')}
          value={state ?? ''}
          placeholder={t('spending.all')}
          options={VOUCHER_STATES.map(value => ({ value, label: t(`spending.state-${value}`) }))}
        />
        <Submit kind="secondary">{t('spending.filter')}</Submit>
      </Form>
      <Table
        t={t}
        caption={t('spending.tab-vouchers')}
        columns={voucherColumns(visit)}
        rows={rows}
        empty={t('spending.no-vouchers')}
      />
    </>,
  )
}

/** What waits for the person who is signed in, of whatever unit. */
export async function showApprovals(visit: Visit): Promise<Response> {
  const { t } = visit
  const rows = await visit.read(vouchersWaiting)
  return visit.page(
    t('spending.tab-approvals'),
    <>
      <Heading title={t('spending.tab-approvals')} lead={t('spending.approvals-lead')} />
      <SpendTabs visit={visit} at="/money/spending/approvals" />
      <Table
        t={t}
        caption={t('spending.tab-approvals')}
        columns={voucherColumns(visit)}
        rows={rows}
        empty={t('spending.nothing-waits')}
      />
    </>,
  )
}

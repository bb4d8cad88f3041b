import {
  cashBoxes,
  cashGiftsOf,
  deskFunds,
  erasePerson,
  takeCash,
  takeCashBack,
  type CashRow,
} from '../../gifts/index.ts'
import { idFrom, type FundId, type GiftId, type MoneyAccountId, type Problem } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import {
  Badge,
  Breadcrumbs,
  Checkbox,
  DateInput,
  DescriptionList,
  ErrorSummary,
  Form,
  Heading,
  Note,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { dayIn, DeskTabs, digitsOf, FundSelect, idIn, money, PersonFields, personIn, secretFor } from './shared.tsx'

export const showDesk = (visit: Visit) => deskPage(visit, [], null)

async function deskPage(visit: Visit, problems: readonly Problem[], sent: FormValues | null): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const { funds, boxes, rows } = await visit.read(async tx => ({
    funds: await deskFunds(tx, unit, visit.at.today),
    boxes: await cashBoxes(tx, unit),
    rows: await cashGiftsOf(tx, unit),
  }))
  return visit.page(
    t('gifts.cash'),
    <>
      <Heading title={t('gifts.title')} lead={t('gifts.cash-lead')} />
      <DeskTabs visit={visit} at="/gifts" />
      <ErrorSummary t={t} problems={problems} />
      {funds.length === 0 || boxes.length === 0 ? (
        <Note>
          <p>{t('gifts.no-books')}</p>
        </Note>
      ) : (
        <Form to="/gifts" command={visit.newCommand()} hidden={{ secret: secretFor(visit, sent) }}>
          <FundSelect visit={visit} funds={funds} />
          <TextInput t={t} name="amount" label={t('gifts.amount')} inputmode="numeric" suffix="₫" required />
          <PersonFields visit={visit} />
          <Checkbox t={t} name="named" label={t('gifts.may-name')} hint={t('gifts.desk-name-hint')} />
          <Select
            t={t}
            name="place"
            label={t('gifts.place')}
            required
            value={boxes.length === 1 ? boxes[0]!.id : null}
            options={boxes.map(box => ({ value: box.id, label: box.name, lang: 'vi' }))}
          />
          <DateInput t={t} name="day" label={t('gifts.day')} value={visit.at.today} max={visit.at.today} required />
          <TextInput t={t} name="pledge" label={t('gifts.keeps-pledge')} width="short" maxlength={20} />
          <TextInput
            t={t}
            name="currency"
            label={t('gifts.currency')}
            hint={t('gifts.currency-hint')}
            width="short"
            maxlength={3}
          />
          <TextInput t={t} name="foreign" label={t('gifts.foreign')} inputmode="decimal" width="short" />
          <TextInput t={t} name="note" label={t('gifts.note')} maxlength={500} />
          <Submit>{t('gifts.take-cash')}</Submit>
        </Form>
      )}
      <Table
        t={t}
        caption={t('gifts.receipts')}
        columns={columnsOf(visit)}
        rows={rows}
        empty={t('gifts.no-receipts')}
      />
    </>,
    { problems },
  )
}

const columnsOf = (visit: Visit): Column<CashRow>[] => {
  const { t } = visit
  return [
    {
      key: 'number',
      label: t('gifts.receipt'),
      heads: true,
      cell: row => <a href={`/gifts/cash/${row.gift}`}>{`${row.number}/${row.year}`}</a>,
    },
    { key: 'day', label: t('gifts.day'), cell: row => t.date(row.day) },
    { key: 'giver', label: t('gifts.giver'), cell: row => <Giver visit={visit} row={row} /> },
    { key: 'fund', label: t('gifts.fund'), cell: row => <span lang="vi">{row.fund}</span> },
    { key: 'amount', label: t('gifts.amount'), numeric: true, cell: row => money(visit, row.amount) },
    {
      key: 'state',
      label: t('gifts.state'),
      cell: row =>
        row.takenBackWhy === null ? (
          <Badge tone="good">{t('gifts.recorded')}</Badge>
        ) : (
          <Badge tone="bad">{t('gifts.taken-back')}</Badge>
        ),
    },
  ]
}

const Giver = ({ visit: { t }, row }: { visit: Visit; row: Pick<CashRow, 'name' | 'erased' | 'named'> }) =>
  row.erased ? (
    <>{t('gifts.erased')}</>
  ) : row.name ? (
    <>
      <span lang="vi">{row.name}</span>
      {!row.named && ` (${t('gifts.anonymous')})`}
    </>
  ) : (
    <>{t('gifts.anonymous')}</>
  )

/** Takes the cash of the form, and leads to the receipt that is printed. */
export async function takeIn(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const done = await visit.run(
    takeCash,
    {
      unit: visit.signedIn().unit,
      fund: idIn<FundId>(form, 'fund'),
      place: idIn<MoneyAccountId>(form, 'place'),
      amount: digitsOf(form, 'amount'),
      currency: form.text('currency').toUpperCase(),
      foreign: form.text('foreign').replace(',', '.'),
      day: dayIn(form),
      giver: personIn(form),
      named: form.has('named'),
      pledge: form.text('pledge'),
      note: form.text('note'),
      secret: form.text('secret'),
    },
    form,
  )
  return done.ok
    ? visit.done(`/receipts/${done.value.token}`, 'gifts.done-cash')
    : deskPage(visit, [done.problem], form)
}

export const showCash = (visit: Visit) => cashPage(visit, [], null)

async function cashPage(visit: Visit, problems: readonly Problem[], sent: FormValues | null): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const id = idFrom<GiftId>(visit.c.req.param('id'))
  const [row] = id ? await visit.read(tx => cashGiftsOf(tx, actor.unit, id)) : []
  if (!row) return notFound(visit)
  const title = t('gifts.receipt-number', { number: `${row.number}/${row.year}` })
  const accountant = actor.grants.some(grant => grant.unit === actor.unit && grant.role === 'accountant')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/gifts', label: t('gifts.cash') }, { label: title }]} />
      <Heading title={title} />
      <ErrorSummary t={t} problems={problems} />
      {row.takenBackWhy !== null && (
        <Note tone="bad" title={t('gifts.taken-back')}>
          <p lang="vi">{row.takenBackWhy}</p>
        </Note>
      )}
      <DescriptionList
        items={[
          { label: t('gifts.giver'), value: <Giver visit={visit} row={row} /> },
          { label: t('gifts.amount'), value: money(visit, row.amount) },
          ...(row.currency ? [{ label: t('gifts.handed-over'), value: `${row.foreign} ${row.currency}` }] : []),
          { label: t('gifts.fund'), value: <span lang="vi">{row.fund}</span> },
          { label: t('gifts.day'), value: t.date(row.day) },
          { label: t('gifts.receipt'), value: <a href={`/receipts/${row.token}`}>{t('gifts.open-receipt')}</a> },
        ]}
      />
      {row.takenBackWhy === null && (
        <section aria-labelledby="back">
          <h2 id="back">{t('gifts.take-back')}</h2>
          <p>{t('gifts.take-back-text')}</p>
          <Form
            to={`/gifts/cash/${row.gift}/back`}
            command={visit.newCommand()}
            hidden={{ secret: secretFor(visit, sent) }}
          >
            <TextInput t={t} name="why" label={t('gifts.why')} required maxlength={500} />
            <Submit kind="danger">{t('gifts.take-back')}</Submit>
          </Form>
        </section>
      )}
      {accountant && row.name && (
        <section aria-labelledby="erase">
          <h2 id="erase">{t('gifts.erase')}</h2>
          <p>{t('gifts.erase-text')}</p>
          <Form to={`/gifts/cash/${row.gift}/erase`} command={visit.newCommand()}>
            <TextInput t={t} name="why" label={t('gifts.why')} required maxlength={500} />
            <Submit kind="danger">{t('gifts.erase')}</Submit>
          </Form>
        </section>
      )}
    </>,
    { problems },
  )
}

export async function backCash(visit: Visit): Promise<Response> {
  const gift = idFrom<GiftId>(visit.c.req.param('id'))
  if (!gift) return notFound(visit)
  const form = await visit.form()
  const input = { gift, why: form.text('why'), day: visit.at.today, secret: form.text('secret') }
  const done = await visit.run(takeCashBack, input, form)
  return done.ok ? visit.done(`/gifts/cash/${gift}`, 'gifts.done-back') : cashPage(visit, [done.problem], form)
}

export async function eraseGiver(visit: Visit): Promise<Response> {
  const subject = idFrom<GiftId>(visit.c.req.param('id'))
  if (!subject) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(erasePerson, { subject, why: form.text('why') }, form)
  return done.ok ? visit.done(`/gifts/cash/${subject}`, 'gifts.done-erase') : cashPage(visit, [done.problem], form)
}

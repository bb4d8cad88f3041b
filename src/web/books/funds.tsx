import { campaignCode } from '../../bank/index.ts'
import type { FundId, Problem } from '../../kernel/index.ts'
import {
  basesOf,
  moneyOf,
  openBooks,
  openCampaign,
  openFund,
  openMoneyAccount,
  OPENS_BOOKS,
  pressing,
  watchedFunds,
  type BasisRow,
  type FundRow,
  type MoneyRow,
  type WatchedFund,
} from '../../ledger/index.ts'
import { notFound } from '../answers.tsx'
import { dayIn, digitsOf, idIn } from '../gifts/shared.tsx'
import {
  Checkbox,
  DateInput,
  ErrorSummary,
  Form,
  Heading,
  Note,
  Select,
  Submit,
  Table,
  TextArea,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { DutyBadge } from './fund.tsx'
import { BookTabs } from './tabs.tsx'

export const showFunds = (visit: Visit) => fundsPage(visit, [])

async function fundsPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit, grants } = visit.signedIn()
  const { bases, places, watched } = await visit.read(async tx => ({
    bases: await basesOf(tx, unit),
    places: await moneyOf(tx, unit, visit.at.today),
    watched: await watchedFunds(tx, visit.at.today, { unit }),
  }))
  const funds = watched.map(fund => ({ ...fund, closed: fund.closedOn }))
  const may = grants.some(grant => grant.unit === unit && OPENS_BOOKS.includes(grant.role))
  const open = bases.some(basis => basis.books)
  const fundColumns: Column<FundRow>[] = [
    {
      key: 'fund',
      label: t('ledger.fund'),
      heads: true,
      cell: f => (
        <a href={`/money/funds/${f.id}`} lang="vi">
          {`${f.code} · ${f.name}`}
        </a>
      ),
    },
    { key: 'basis', label: t('ledger.basis'), cell: f => <span lang="vi">{f.basis}</span> },
    { key: 'purpose', label: t('ledger.purpose'), cell: f => <span lang="vi">{f.purpose}</span> },
  ]
  const placeColumns: Column<MoneyRow>[] = [
    {
      key: 'place',
      label: t('ledger.place'),
      heads: true,
      cell: m => (
        <a href={`/money/books/places/${m.id}`} lang="vi">
          {m.name}
        </a>
      ),
    },
    { key: 'kind', label: t('ledger.kind'), cell: m => t(`ledger.kind-${m.kind}`) },
    { key: 'number', label: t('ledger.number'), cell: m => m.number ?? '–' },
    { key: 'balance', label: t('ledger.balance'), numeric: true, cell: m => t.number(m.balance) },
  ]
  return visit.page(
    t('ledger.title'),
    <>
      <Heading title={t('ledger.title')} lead={t('ledger.lead')} />
      <BookTabs visit={visit} at="/money/books" />
      <ErrorSummary t={t} problems={problems} />
      <Pressing visit={visit} funds={watched} />
      <Table t={t} caption={t('ledger.fund')} columns={fundColumns} rows={funds} empty={t('ledger.no-funds')} />
      <Table t={t} caption={t('ledger.place')} columns={placeColumns} rows={places} empty={t('ledger.no-places')} />
      {may && !open && (
        <Form to="/money/books" command={visit.newCommand()} hidden={{ step: 'books' }}>
          <p>{t('ledger.open-books-hint')}</p>
          <Submit>{t('ledger.open-books')}</Submit>
        </Form>
      )}
      {may && open && (
        <>
          <FundForm visit={visit} bases={bases} />
          <PlaceForm visit={visit} funds={funds} />
          {funds.length > 0 && <CampaignForm visit={visit} funds={funds} />}
        </>
      )}
    </>,
    { problems },
  )
}

/** What should have been published, or should be soon: said where the books are opened. */
const Pressing = ({ visit, funds }: { visit: Visit; funds: readonly WatchedFund[] }) => {
  const { t } = visit
  const duties = pressing(funds)
  if (duties.length === 0) return null
  return (
    <Note tone={duties.some(due => due.state === 'late') ? 'bad' : 'warn'} title={t('ledger.pressing')}>
      <ul>
        {duties.map(due => (
          <li>
            <a href={`/money/funds/${due.fund.id}`}>{`${due.fund.code}: ${t(`ledger.duty-of-${due.key}`)}`}</a>,{' '}
            {t.date(due.dueOn)} <DutyBadge visit={visit} due={due} />
          </li>
        ))}
      </ul>
    </Note>
  )
}

const fundOptions = (funds: readonly FundRow[]) =>
  funds
    .filter(fund => !fund.closed)
    .map(fund => ({ value: fund.id as string, label: `${fund.code} · ${fund.name}`, lang: 'vi' }))

const FundForm = ({ visit, bases }: { visit: Visit; bases: readonly BasisRow[] }) => {
  const { t } = visit
  return (
    <section aria-labelledby="open-fund">
      <h2 id="open-fund">{t('ledger.open-fund')}</h2>
      <Form to="/money/books" command={visit.newCommand()} hidden={{ step: 'fund' }}>
        <TextInput t={t} name="code" label={t('ledger.code')} hint={t('ledger.code-hint')} width="short" required />
        <TextInput t={t} name="name" label={t('ledger.name')} maxlength={200} lang="vi" required />
        <Select
          t={t}
          name="basis"
          label={t('ledger.basis')}
          placeholder={t('ledger.choose')}
          required
          options={bases.map(one => ({ value: one.key, label: `${one.name} (${one.citation})`, lang: 'vi' }))}
        />
        <TextInput t={t} name="purpose" label={t('ledger.purpose')} maxlength={500} lang="vi" required />
        <TextInput t={t} name="restriction" label={t('ledger.restriction')} maxlength={500} lang="vi" />
        <DateInput t={t} name="openedOn" label={t('ledger.opened-on')} value={visit.at.today} required />
        <Submit>{t('ledger.open-fund')}</Submit>
      </Form>
    </section>
  )
}

const PlaceForm = ({ visit, funds }: { visit: Visit; funds: readonly FundRow[] }) => {
  const { t } = visit
  return (
    <section aria-labelledby="open-place">
      <h2 id="open-place">{t('ledger.open-place')}</h2>
      <Form to="/money/books" command={visit.newCommand()} hidden={{ step: 'place' }}>
        <Select
          t={t}
          name="kind"
          label={t('ledger.kind')}
          required
          value="bank"
          options={(['bank', 'cash'] as const).map(value => ({ value, label: t(`ledger.kind-${value}`) }))}
        />
        <TextInput t={t} name="name" label={t('ledger.name')} maxlength={100} lang="vi" required />
        <TextInput t={t} name="holder" label={t('ledger.holder')} maxlength={200} lang="vi" required />
        <TextInput t={t} name="bankBin" label={t('ledger.bin')} inputmode="numeric" width="short" />
        <TextInput t={t} name="number" label={t('ledger.number')} width="medium" autocomplete="off" />
        <Select
          t={t}
          name="fund"
          label={t('ledger.fund')}
          placeholder={t('ledger.choose')}
          options={fundOptions(funds)}
        />
        <DateInput t={t} name="openedOn" label={t('ledger.opened-on')} value={visit.at.today} required />
        <Checkbox t={t} name="public" label={t('ledger.public')} />
        <Submit>{t('ledger.open-place')}</Submit>
      </Form>
    </section>
  )
}

const CampaignForm = ({ visit, funds }: { visit: Visit; funds: readonly FundRow[] }) => {
  const { t } = visit
  return (
    <section aria-labelledby="open-campaign">
      <h2 id="open-campaign">{t('ledger.open-campaign')}</h2>
      <Form to="/money/books" command={visit.newCommand()} hidden={{ step: 'campaign' }}>
        <Select
          t={t}
          name="fund"
          label={t('ledger.fund')}
          placeholder={t('ledger.choose')}
          required
          options={fundOptions(funds)}
        />
        <TextInput
          t={t}
          name="code"
          label={t('ledger.campaign-name')}
          hint={t('ledger.campaign-hint')}
          width="short"
          required
        />
        <TextArea t={t} name="appeal" label={t('ledger.appeal')} lang="vi" required />
        <TextInput t={t} name="goal" label={t('ledger.goal')} inputmode="numeric" suffix="₫" />
        <DateInput t={t} name="opensOn" label={t('ledger.opens-on')} value={visit.at.today} required />
        <DateInput t={t} name="receivesUntil" label={t('ledger.receives-until')} required />
        <DateInput t={t} name="distributesUntil" label={t('ledger.distributes-until')} required />
        <TextInput t={t} name="extendedWhy" label={t('ledger.extended-why')} maxlength={300} lang="vi" />
        <Submit>{t('ledger.open-campaign')}</Submit>
      </Form>
    </section>
  )
}

export async function openOne(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const step = form.text('step') as keyof typeof STEPS
  if (!Object.hasOwn(STEPS, step)) return notFound(visit)
  const done = await STEPS[step](visit, form)
  return done.ok ? visit.done('/money/books', `ledger.done-${step}`) : fundsPage(visit, [done.problem])
}

/** Each form of the page opens one thing. */
const STEPS = {
  books: (visit: Visit, form: FormValues) => visit.run(openBooks, { unit: visit.signedIn().unit }, form),
  fund: (visit: Visit, form: FormValues) => visit.run(openFund, fundIn(visit, form), form),
  place: (visit: Visit, form: FormValues) => visit.run(openMoneyAccount, placeIn(visit, form), form),
  campaign: (visit: Visit, form: FormValues) => visit.run(openCampaign, campaignIn(form), form),
}

const fundIn = (visit: Visit, form: FormValues) => ({
  unit: visit.signedIn().unit,
  code: form.text('code').trim().toUpperCase(),
  name: form.text('name'),
  basis: form.text('basis'),
  purpose: form.text('purpose'),
  restriction: form.text('restriction').trim(),
  openedOn: dayIn(form, 'openedOn'),
})

/** What was typed is the campaign's letters; its code bears check characters, so that memos that banks spoil are not mistaken. */
const campaignIn = (form: FormValues) => {
  const goal = digitsOf(form, 'goal')
  return {
    fund: idIn<FundId>(form, 'fund'),
    code: campaignCode(form.text('code').trim().toUpperCase()) ?? '',
    appeal: form.text('appeal').trim(),
    opensOn: dayIn(form, 'opensOn'),
    receivesUntil: dayIn(form, 'receivesUntil'),
    distributesUntil: dayIn(form, 'distributesUntil'),
    extendedWhy: form.text('extendedWhy').trim(),
    ...(goal === '' ? {} : { goal }),
  }
}

const placeIn = (visit: Visit, form: FormValues) => ({
  unit: visit.signedIn().unit,
  kind: form.text('kind') === 'cash' ? ('cash' as const) : ('bank' as const),
  bankBin: form.text('bankBin').trim(),
  number: form
    .text('number')
    .replace(/[\s.-]/g, '')
    .toUpperCase(),
  holder: form.text('holder'),
  name: form.text('name'),
  openedOn: dayIn(form, 'openedOn'),
  public: form.text('public') !== '',
  ...(form.text('fund') === '' ? {} : { fund: idIn<FundId>(form, 'fund') }),
})

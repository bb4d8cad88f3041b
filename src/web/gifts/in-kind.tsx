import {
  CONDITIONS,
  deskFunds,
  HOURS,
  IN_KIND,
  inKindOf,
  recordInKind,
  takeRecordBack,
  type InKind,
  type InKindRow,
  type RecordId,
} from '../../gifts/index.ts'
import { idFrom, type FundId, type Problem } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import {
  Badge,
  Checkbox,
  DateInput,
  Details,
  ErrorSummary,
  Form,
  Heading,
  RadioGroup,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { dayIn, DeskTabs, FundSelect, idIn, PersonFields, personIn } from './shared.tsx'

export const showInKind = (visit: Visit) => inKindPage(visit, [])

async function inKindPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const { funds, rows } = await visit.read(async tx => ({
    funds: await deskFunds(tx, unit, visit.at.today),
    rows: await inKindOf(tx, unit),
  }))
  const columns: Column<InKindRow>[] = [
    { key: 'what', label: t('gifts.what'), heads: true, cell: row => <span lang="vi">{row.what}</span> },
    { key: 'kind', label: t('gifts.kind'), cell: row => t(`gifts.kind-${row.kind}`) },
    {
      key: 'quantity',
      label: t('gifts.quantity'),
      numeric: true,
      cell: row => (
        <span lang="vi">
          {t.number(Number(row.quantity))} {row.measure}
        </span>
      ),
    },
    {
      key: 'condition',
      label: t('gifts.condition'),
      cell: row => (row.condition ? t(`gifts.condition-${row.condition}`) : '–'),
    },
    {
      key: 'giver',
      label: t('gifts.giver'),
      cell: row => (row.name ? <span lang="vi">{row.name}</span> : t('gifts.anonymous')),
    },
    { key: 'day', label: t('gifts.day'), cell: row => t.date(row.day) },
    {
      key: 'state',
      label: t('gifts.state'),
      cell: row => <RecordState visit={visit} id={row.id} takenBackWhy={row.takenBackWhy} from="in-kind" />,
    },
  ]
  return visit.page(
    t('gifts.in-kind'),
    <>
      <Heading title={t('gifts.title')} lead={t('gifts.in-kind-lead')} />
      <DeskTabs visit={visit} at="/gifts/in-kind" />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/gifts/in-kind" command={visit.newCommand()}>
        <FundSelect visit={visit} funds={funds} />
        <RadioGroup
          t={t}
          name="kind"
          label={t('gifts.kind')}
          inline
          required
          value="goods"
          options={IN_KIND.map(kind => ({ value: kind, label: t(`gifts.kind-${kind}`) }))}
        />
        <TextInput t={t} name="what" label={t('gifts.what')} hint={t('gifts.what-hint')} required maxlength={500} />
        <TextInput t={t} name="quantity" label={t('gifts.quantity')} inputmode="decimal" width="short" required />
        <TextInput
          t={t}
          name="measure"
          label={t('gifts.measure')}
          hint={t('gifts.measure-hint', { hours: HOURS })}
          width="short"
          maxlength={40}
        />
        <Select
          t={t}
          name="condition"
          label={t('gifts.condition')}
          options={CONDITIONS.map(one => ({ value: one, label: t(`gifts.condition-${one}`) }))}
        />
        <PersonFields visit={visit} />
        <Checkbox t={t} name="named" label={t('gifts.may-name')} hint={t('gifts.desk-name-hint')} />
        <DateInput t={t} name="day" label={t('gifts.day')} value={visit.at.today} max={visit.at.today} required />
        <TextInput t={t} name="pledge" label={t('gifts.keeps-pledge')} width="short" maxlength={20} />
        <Submit>{t('gifts.record')}</Submit>
      </Form>
      <Table t={t} caption={t('gifts.in-kind')} columns={columns} rows={rows} />
    </>,
    { problems },
  )
}

/** Whether a record beside the books stands; while it does, it can be taken back with a reason. */
export const RecordState = ({
  visit,
  id,
  takenBackWhy,
  from,
}: {
  visit: Visit
  id: RecordId
  takenBackWhy: string | null
  from: 'in-kind' | 'direct'
}) => {
  const { t } = visit
  if (takenBackWhy !== null)
    return (
      <>
        <Badge tone="bad">{t('gifts.taken-back')}</Badge> <span lang="vi">{takenBackWhy}</span>
      </>
    )
  return (
    <Details summary={t('gifts.recorded')}>
      <Form to={`/gifts/records/${id}/back`} command={visit.newCommand()} hidden={{ from }}>
        <TextInput t={t} name="why" label={t('gifts.why')} required maxlength={500} />
        <Submit kind="danger">{t('gifts.take-back')}</Submit>
      </Form>
    </Details>
  )
}

export async function recordThing(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const done = await visit.run(
    recordInKind,
    {
      unit: visit.signedIn().unit,
      fund: idIn<FundId>(form, 'fund'),
      kind: form.text('kind') as InKind,
      what: form.text('what'),
      quantity: form.text('quantity'),
      measure: form.text('measure'),
      condition: form.text('condition'),
      day: dayIn(form),
      giver: personIn(form),
      named: form.has('named'),
      pledge: form.text('pledge'),
    },
    form,
  )
  return done.ok ? visit.done('/gifts/in-kind', 'gifts.done-record') : inKindPage(visit, [done.problem])
}

export async function backRecord(visit: Visit): Promise<Response> {
  const id = idFrom<RecordId>(visit.c.req.param('id'))
  if (!id) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(takeRecordBack, { id, why: form.text('why') }, form)
  const page = form.text('from') === 'direct' ? '/gifts/direct' : '/gifts/in-kind'
  return done.ok ? visit.done(page, 'gifts.done-back') : inKindPage(visit, [done.problem])
}

import { deskFunds, directOf, recordDirect, type DirectRow } from '../../gifts/index.ts'
import type { FundId, Problem } from '../../kernel/index.ts'
import { DateInput, ErrorSummary, Form, Heading, Submit, Table, TextInput, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { RecordState } from './in-kind.tsx'
import { dayIn, DeskTabs, digitsOf, FundSelect, idIn, money, PersonFields, personIn } from './shared.tsx'

export const showDirect = (visit: Visit) => directPage(visit, [])

async function directPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const { funds, rows } = await visit.read(async tx => ({
    funds: await deskFunds(tx, unit, visit.at.today),
    rows: await directOf(tx, unit),
  }))
  const vi = (text: string | null) => (text === null ? t('gifts.erased') : <span lang="vi">{text}</span>)
  const columns: Column<DirectRow>[] = [
    { key: 'what', label: t('gifts.what'), heads: true, cell: row => vi(row.what) },
    { key: 'giver', label: t('gifts.giver'), cell: row => vi(row.giver) },
    { key: 'receiver', label: t('gifts.receiver'), cell: row => vi(row.receiver) },
    { key: 'value', label: t('gifts.value'), numeric: true, cell: row => money(visit, row.value) },
    { key: 'evidence', label: t('gifts.evidence'), cell: row => vi(row.evidence) },
    { key: 'day', label: t('gifts.day'), cell: row => t.date(row.day) },
    {
      key: 'state',
      label: t('gifts.state'),
      cell: row => <RecordState visit={visit} id={row.id} takenBackWhy={row.takenBackWhy} from="direct" />,
    },
  ]
  return visit.page(
    t('gifts.direct'),
    <>
      <Heading title={t('gifts.title')} lead={t('gifts.direct-lead')} />
      <DeskTabs visit={visit} at="/gifts/direct" />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/gifts/direct" command={visit.newCommand()}>
        <FundSelect visit={visit} funds={funds} />
        <PersonFields visit={visit} part="giver" />
        <PersonFields visit={visit} part="receiver" label={t('gifts.receiver')} />
        <TextInput t={t} name="what" label={t('gifts.what')} required maxlength={500} />
        <TextInput t={t} name="value" label={t('gifts.value')} inputmode="numeric" suffix="₫" required />
        <TextInput
          t={t}
          name="valueBasis"
          label={t('gifts.value-basis')}
          hint={t('gifts.value-basis-hint')}
          required
          maxlength={300}
        />
        <TextInput t={t} name="place" label={t('gifts.where')} required maxlength={200} />
        <DateInput t={t} name="day" label={t('gifts.day')} value={visit.at.today} max={visit.at.today} required />
        <TextInput
          t={t}
          name="evidence"
          label={t('gifts.evidence')}
          hint={t('gifts.evidence-hint')}
          required
          maxlength={500}
        />
        <TextInput t={t} name="witnesses" label={t('gifts.witnesses')} required maxlength={200} />
        <Submit>{t('gifts.record')}</Submit>
      </Form>
      <Table t={t} caption={t('gifts.direct')} columns={columns} rows={rows} />
    </>,
    { problems },
  )
}

export async function recordHelp(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const done = await visit.run(
    recordDirect,
    {
      unit: visit.signedIn().unit,
      fund: idIn<FundId>(form, 'fund'),
      what: form.text('what'),
      value: digitsOf(form, 'value'),
      valueBasis: form.text('valueBasis'),
      evidence: form.text('evidence'),
      place: form.text('place'),
      day: dayIn(form),
      giver: personIn(form, 'giver'),
      receiver: personIn(form, 'receiver'),
      witnesses: form.text('witnesses'),
    },
    form,
  )
  return done.ok ? visit.done('/gifts/direct', 'gifts.done-record') : directPage(visit, [done.problem])
}

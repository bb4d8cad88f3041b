import { holds } from '../../access/index.ts'
import { colleaguesAt, handoversOf, openHandover, type Colleague, type HandoverLineView } from '../../dossiers/index.ts'
import { idFrom, problem, type AccountId, type Problem } from '../../kernel/index.ts'
import {
  Breadcrumbs,
  EmptyState,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Select,
  Submit,
  Table,
  TextArea,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { HandoverBadge } from './shared.tsx'

/** The unit's hand-overs between officers, those not finished first. */
export async function showHandovers(visit: Visit): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const rows = await visit.read(tx => handoversOf(tx, actor.unit))
  const columns: Column<HandoverLineView>[] = [
    {
      key: 'who',
      label: t('handovers.between'),
      heads: true,
      cell: row => (
        <a href={`/handovers/${row.id}`} lang="vi">
          {row.giverName} → {row.receiverName}
        </a>
      ),
    },
    { key: 'state', label: t('dossiers.state'), cell: row => <HandoverBadge t={t} state={row.state} /> },
    { key: 'at', label: t('handovers.opened-at'), cell: row => t.instant(row.openedAt) },
    { key: 'reason', label: t('handovers.reason'), cell: row => <span lang="vi">{row.reason}</span> },
  ]
  return visit.page(
    t('handovers.title'),
    <>
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={t('handovers.title')}
        lead={t('handovers.lead')}
        actions={
          holds(actor, actor.unit, 'leader', 'admin') && (
            <LinkButton to="/handovers/new">{t('handovers.new')}</LinkButton>
          )
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={t('handovers.none')}>
          <p>{t('handovers.none-text')}</p>
        </EmptyState>
      ) : (
        <Table t={t} caption={t('handovers.title')} captionHidden columns={columns} rows={rows} />
      )}
    </>,
  )
}

export const showNewHandover = (visit: Visit) => newPage(visit, [])

const optionsOf = (people: readonly Colleague[]) => people.map(one => ({ value: one.account, label: one.name }))

async function newPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const people = await visit.read(tx => colleaguesAt(tx, actor.unit))
  const title = t('handovers.new')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/handovers', label: t('handovers.title') }, { label: title }]} />
      <Heading kicker={<span lang="vi">{actor.unitName}</span>} title={title} lead={t('handovers.new-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/handovers" command={visit.newCommand()}>
        <Select
          t={t}
          name="giver"
          label={t('handovers.giver')}
          hint={t('handovers.giver-hint')}
          options={optionsOf(people)}
          required
        />
        <Select
          t={t}
          name="receiver"
          label={t('handovers.receiver')}
          options={optionsOf(people.filter(one => one.works))}
          required
        />
        <TextArea
          t={t}
          name="reason"
          label={t('handovers.reason')}
          hint={t('handovers.reason-hint')}
          rows={2}
          required
          lang="vi"
        />
        <Submit>{t('handovers.open')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

export async function openHandoverForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const giver = idFrom<AccountId>(form.text('giver'))
  const receiver = idFrom<AccountId>(form.text('receiver'))
  if (!giver) return newPage(visit, [problem('dossiers.nobody-chosen', undefined, { field: 'giver' })])
  if (!receiver) return newPage(visit, [problem('dossiers.nobody-chosen', undefined, { field: 'receiver' })])
  const done = await visit.run(
    openHandover,
    { unit: visit.signedIn().unit, giver, receiver, reason: form.text('reason') },
    form,
  )
  return done.ok
    ? visit.done(`/handovers/${done.value.handover}`, 'handovers.done-opened')
    : newPage(visit, [done.problem])
}

import { draftInvitation, invitationProblems, type DraftInvitation } from '../../directives/index.ts'
import type { Problem } from '../../kernel/index.ts'
import { Breadcrumbs, DateInput, ErrorSummary, Form, Heading, Submit, TextArea, TextInput } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { composeTabs } from './compose.tsx'

type Typed = Omit<DraftInvitation, 'unit'>
const EMPTY: Typed = { meeting: '', content: '', invited: [], chair: '', day: '', time: '', place: '', note: '' }

export const showInvitation = (visit: Visit): Promise<Response> => invitationPage(visit, EMPTY, [])

export async function makeInvitation(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const typed = typedIn(form)
  // Everything that is missing is said at once; the command says one thing only.
  const wrong = invitationProblems(typed, visit.at.today)
  if (wrong.length > 0) return invitationPage(visit, typed, wrong)
  const done = await visit.run(draftInvitation, { unit: visit.signedIn().unit, ...typed }, form)
  return done.ok
    ? visit.done(`/letters/${done.value.document}`, 'letters.done-invitation')
    : invitationPage(visit, typed, [done.problem])
}

const typedIn = (form: FormValues): Typed => ({
  meeting: form.text('meeting'),
  content: form.text('content'),
  invited: form
    .text('invited')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean),
  chair: form.text('chair'),
  day: form.text('day'),
  time: form.text('time'),
  place: form.text('place'),
  note: form.text('note'),
})

async function invitationPage(visit: Visit, typed: Typed, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const title = t('letters.compose-invitation')
  const field = (name: 'meeting' | 'content' | 'chair' | 'place') => (
    <TextInput
      t={t}
      name={name}
      label={t(`letters.invitation-${name}`)}
      value={typed[name]}
      required
      lang="vi"
      problems={problems}
    />
  )
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/letters', label: t('web.nav-letters') }, { label: title }]} />
      <Heading
        title={title}
        kicker={<span lang="vi">{visit.signedIn().unitName}</span>}
        lead={t('letters.invitation-lead')}
      />
      <ErrorSummary t={t} problems={problems} />
      {composeTabs(visit, 'invitation')}
      <Form to="/letters/new/invitation" command={visit.newCommand()}>
        {field('meeting')}
        {field('content')}
        <TextArea
          t={t}
          name="invited"
          label={t('letters.invitation-invited')}
          hint={t('letters.one-per-line')}
          value={typed.invited.join('\n')}
          rows={4}
          required
          lang="vi"
          problems={problems}
        />
        {field('chair')}
        <DateInput
          t={t}
          name="day"
          label={t('letters.invitation-day')}
          value={typed.day}
          min={visit.at.today}
          required
          problems={problems}
        />
        <TextInput
          t={t}
          name="time"
          label={t('letters.invitation-time')}
          hint={t('letters.invitation-time-hint')}
          value={typed.time}
          width="short"
          required
          problems={problems}
        />
        {field('place')}
        <TextArea
          t={t}
          name="note"
          label={t('letters.invitation-note')}
          value={typed.note ?? ''}
          rows={2}
          lang="vi"
          problems={problems}
        />
        <Submit>{t('letters.invitation-do')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

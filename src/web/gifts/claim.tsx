import { idFrom, problem, type CommandId, type Problem } from '../../kernel/index.ts'
import { claimReceipt } from '../../statements/index.ts'
import { DateInput, ErrorSummary, Form, Heading, Submit, TextInput } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { dayIn, digitsOf } from './shared.tsx'

export const showClaim = (visit: Visit) => claimPage(visit, [])

/** The receipt of a transfer, for whoever made it: found by what stands on the giver's own slip. */
async function claimPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  return visit.page(
    t('gifts.claim'),
    <>
      <Heading title={t('gifts.claim')} lead={t('gifts.claim-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/receipts" command={visit.newCommand()}>
        <TextInput
          t={t}
          name="reference"
          label={t('gifts.claim-reference')}
          hint={t('gifts.claim-reference-hint')}
          width="medium"
          autocomplete="off"
          maxlength={80}
          required
        />
        <TextInput t={t} name="amount" label={t('gifts.amount')} inputmode="numeric" suffix="₫" required />
        <DateInput t={t} name="day" label={t('gifts.claim-day')} max={visit.at.today} required />
        <Submit>{t('gifts.claim-do')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

export async function claimOne(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const command = idFrom<CommandId>(form.text('command'))
  if (!command) return claimPage(visit, [problem('access.command-id')])
  const claim = { reference: form.text('reference'), amount: digitsOf(form, 'amount'), day: dayIn(form) }
  const token = Buffer.from(visit.deps.newSecret()).subarray(0, 16).toString('base64url')
  const done = await claimReceipt(visit.deps.db, visit.at, command, claim, token)
  return done.ok ? visit.done(`/receipts/${done.value.token}`, 'gifts.done-claim') : claimPage(visit, [done.problem])
}

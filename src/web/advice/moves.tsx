import { ADVICE, mayGiveOpinion, mayMoveAdvice, OPINION, type AdviceMove, type AdviceView } from '../../advice/index.ts'
import {
  Actions,
  DateInput,
  Details,
  Form,
  LinkButton,
  PostButton,
  RadioGroup,
  Submit,
  TextArea,
  TextInput,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'

type Shown = {
  readonly visit: Visit
  readonly advice: AdviceView
}

const can = ({ visit, advice }: Shown, move: AdviceMove): boolean =>
  (ADVICE[move].from as readonly string[]).includes(advice.state) && mayMoveAdvice(visit.signedIn(), advice, move).ok

/** The next steps of a proposal, for the side whose they are. */
export const AdviceMoves = (shown: Shown) => {
  const { visit, advice } = shown
  const { t } = visit
  return (
    <>
      {can(shown, 'edit') && (
        <Actions>
          {can(shown, 'send') && (
            <PostButton
              to={`/advice/${advice.id}/send`}
              command={visit.newCommand()}
              version={advice.version}
              kind="primary"
            >
              {t('advice.send')}
            </PostButton>
          )}
          <LinkButton to={`/advice/${advice.id}/edit`} kind="secondary">
            {t('advice.edit')}
          </LinkButton>
        </Actions>
      )}
      {can(shown, 'edit') && !can(shown, 'send') && <p class="muted">{t('advice.leader-sends')}</p>}
      <GiveOpinion {...shown} />
      {can(shown, 'decide') && <Decide {...shown} />}
      {can(shown, 'ask-opinion') && <Ask {...shown} />}
      {can(shown, 'extend') && <Extend {...shown} />}
      {can(shown, 'return') && <Reasoned {...shown} move="return" />}
      {can(shown, 'withdraw') && <Reasoned {...shown} move="withdraw" />}
    </>
  )
}

const formOf = ({ visit, advice }: Shown, move: string) => ({
  to: `/advice/${advice.id}/${move}`,
  command: visit.newCommand(),
  version: advice.version,
})

const GiveOpinion = (shown: Shown) => {
  const { visit, advice } = shown
  const { t } = visit
  const mine = advice.opinions.find(one => one.answer === null && mayGiveOpinion(visit.signedIn(), one.unit).ok)
  if (!mine || !OPINION.from.includes(advice.state)) return null
  return (
    <section>
      <h2>{t('advice.give-opinion')}</h2>
      <Form {...formOf(shown, 'opinion')} hidden={{ unit: mine.unit }}>
        <TextArea t={t} name="text" label={t('advice.opinion-text')} rows={5} lang="vi" />
        <div class="actions">
          <Submit name="answer" value="opinion">
            {t('advice.opinion-do')}
          </Submit>
          <Submit kind="secondary" name="answer" value="none">
            {t('advice.no-opinion-do')}
          </Submit>
        </div>
      </Form>
    </section>
  )
}

const Decide = (shown: Shown) => {
  const { visit } = shown
  const { t, at } = visit
  return (
    <section>
      <h2>{t('advice.decide')}</h2>
      <Form {...formOf(shown, 'decide')}>
        <RadioGroup
          t={t}
          name="outcome"
          label={t('advice.outcome')}
          options={['accepted', 'partly', 'refused'].map(value => ({ value, label: t(`advice.outcome-${value}`) }))}
          required
        />
        <TextInput t={t} name="number" label={t('advice.number')} width="short" required />
        <DateInput t={t} name="on" label={t('advice.decided-on')} value={at.today} max={at.today} required />
        <TextArea t={t} name="text" label={t('advice.decision-text')} rows={5} required lang="vi" />
        <TextInput t={t} name="document" label={t('advice.decision-letter')} hint={t('advice.decision-letter-hint')} />
        <Submit>{t('advice.decide-do')}</Submit>
      </Form>
    </section>
  )
}

const Ask = (shown: Shown) => {
  const { visit } = shown
  const { t, at } = visit
  return (
    <Details summary={t('advice.ask')}>
      <Form {...formOf(shown, 'ask')}>
        <TextArea
          t={t}
          name="units"
          label={t('advice.ask-units')}
          hint={t('letters.one-per-line')}
          rows={3}
          required
          lang="vi"
        />
        <TextArea t={t} name="question" label={t('advice.question')} rows={2} lang="vi" />
        <DateInput t={t} name="dueOn" label={t('advice.ask-by')} min={at.today} required />
        <Submit kind="secondary">{t('advice.ask-do')}</Submit>
      </Form>
    </Details>
  )
}

const Extend = (shown: Shown) => {
  const { visit } = shown
  const { t } = visit
  return (
    <Details summary={t('advice.extend')}>
      <Form {...formOf(shown, 'extend')}>
        <DateInput t={t} name="to" label={t('advice.extend-to')} required />
        <TextArea t={t} name="why" label={t('dossiers.why')} rows={2} required lang="vi" />
        <Submit kind="secondary">{t('advice.extend-do')}</Submit>
      </Form>
    </Details>
  )
}

const Reasoned = (shown: Shown & { readonly move: 'return' | 'withdraw' }) => {
  const { visit, move } = shown
  const { t } = visit
  return (
    <Details summary={t(`advice.${move}`)}>
      <p class="muted">{t(`advice.${move}-text`)}</p>
      <Form {...formOf(shown, move)}>
        <TextArea t={t} name="why" label={t('dossiers.why')} rows={2} required lang="vi" />
        <Submit kind="secondary">{t(`advice.${move}-do`)}</Submit>
      </Form>
    </Details>
  )
}

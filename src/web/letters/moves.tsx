import { holds } from '../../access/index.ts'
import type { ClauseThread, LetterView } from '../../reports/index.ts'
import {
  Actions,
  Badge,
  Checkbox,
  DateInput,
  Details,
  Form,
  LinkButton,
  Note,
  PostButton,
  Select,
  shortened,
  Submit,
  TextArea,
  TextInput,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { RhythmFields } from './rhythm.tsx'
import { clauseName } from './clause-name.ts'

type Moves = { readonly visit: Visit; readonly letter: LetterView }

/** Draft → submit → sign → number → issue: only the next step, and only to who may take it. */
export const OutgoingMoves = ({
  visit,
  letter,
  outgoing,
}: Moves & { outgoing: NonNullable<LetterView['outgoing']> }) => {
  const { t } = visit
  const actor = visit.signedIn()
  const path = `/letters/${letter.id}`
  const drafts = holds(actor, outgoing.unit, 'officer', 'clerk', 'leader')
  const leads = holds(actor, outgoing.unit, 'leader')
  const clerk = holds(actor, outgoing.unit, 'clerk')
  const button = { command: visit.newCommand(), version: outgoing.version, kind: 'primary' as const }
  switch (outgoing.state) {
    case 'draft':
      return (
        <>
          {outgoing.sentBackNote && (
            <Note tone="warn" title={t('letters.sent-back')}>
              <p lang="vi">{outgoing.sentBackNote}</p>
            </Note>
          )}
          {drafts ? (
            <Actions>
              <PostButton to={`${path}/submit`} {...button}>
                {t('letters.submit-outgoing')}
              </PostButton>
              <LinkButton to={`${path}/edit`} kind="secondary">
                {t('letters.edit')}
              </LinkButton>
              <LinkButton to={`${path}/send`} kind="secondary">
                {t('letters.view-send')}
              </LinkButton>
            </Actions>
          ) : (
            <p class="muted">{t('letters.waits-officer')}</p>
          )}
        </>
      )
    case 'submitted':
      return leads ? (
        <>
          <p>{t(outgoing.onPaper ? 'letters.sign-paper-text' : 'letters.sign-text')}</p>
          <PostButton to={`${path}/sign`} {...button}>
            {t(outgoing.onPaper ? 'letters.sign-paper' : 'letters.sign')}
          </PostButton>
          <Details summary={t('letters.send-back')}>
            <Form to={`${path}/send-back`} command={visit.newCommand()} version={outgoing.version}>
              <TextArea t={t} name="reason" label={t('letters.send-back-why')} rows={2} required lang="vi" />
              <Submit kind="secondary">{t('letters.send-back')}</Submit>
            </Form>
          </Details>
        </>
      ) : (
        <p class="muted">{t('letters.waits-signature')}</p>
      )
    case 'signed':
      return clerk ? (
        <NumberForm visit={visit} letter={letter} outgoing={outgoing} />
      ) : (
        <p class="muted">{t('letters.waits-number')}</p>
      )
    case 'numbered':
      return clerk ? (
        <>
          <LinkButton to={`${path}/send`}>{t('letters.to-send')}</LinkButton>
          <Details summary={t('letters.cancel-number')}>
            <Form to={`${path}/cancel-number`} command={visit.newCommand()} version={outgoing.version}>
              <TextInput t={t} name="why" label={t('letters.cancel-number-why')} required lang="vi" />
              <Submit kind="danger">{t('letters.cancel-number')}</Submit>
            </Form>
          </Details>
        </>
      ) : (
        <p class="muted">{t('letters.waits-issue')}</p>
      )
    default:
      return <p>{t('letters.issued-text')}</p>
  }
}

const NumberForm = ({ visit, letter, outgoing }: Moves & { outgoing: NonNullable<LetterView['outgoing']> }) => {
  const { t } = visit
  return (
    <Form to={`/letters/${letter.id}/number`} command={visit.newCommand()} version={outgoing.version}>
      {outgoing.onPaper ? (
        <p>{t('letters.number-paper', { letter: letter.printed })}</p>
      ) : (
        <>
          <p>{t('letters.number-text')}</p>
          {!letter.symbol && (
            <TextInput
              t={t}
              name="office"
              label={t('letters.office')}
              hint={t('letters.office-hint')}
              width="short"
              lang="vi"
            />
          )}
          <DateInput
            t={t}
            name="issuedOn"
            label={t('letters.field-issuedOn')}
            value={visit.at.today}
            max={visit.at.today}
          />
          <Details summary={t('letters.number-official')}>
            <TextInput t={t} name="number" label={t('letters.field-number')} width="short" />
            <TextInput t={t} name="symbol" label={t('letters.field-symbol')} width="short" lang="vi" />
          </Details>
        </>
      )}
      <Submit>{t('letters.number-do')}</Submit>
    </Form>
  )
}

/** Register → submit → the leader's note → hand out. */
export const IncomingMoves = ({
  visit,
  letter,
  incoming,
  clauses,
}: Moves & {
  incoming: NonNullable<LetterView['incoming']>
  clauses: readonly ClauseThread[]
}) => {
  const { t } = visit
  const actor = visit.signedIn()
  const path = `/letters/${letter.id}`
  const button = { command: visit.newCommand(), version: incoming.version, kind: 'primary' as const }
  const clerk = holds(actor, actor.unit, 'clerk')
  const next = () => {
    switch (incoming.state) {
      case 'registered':
        return clerk ? (
          <PostButton to={`${path}/submit-incoming`} {...button}>
            {t('letters.submit-incoming')}
          </PostButton>
        ) : (
          <p class="muted">{t('letters.waits-submit')}</p>
        )
      case 'submitted':
        return holds(actor, actor.unit, 'leader') ? (
          <LeaderNote visit={visit} letter={letter} incoming={incoming} clauses={clauses} />
        ) : (
          <p class="muted">{t('letters.waits-note')}</p>
        )
      case 'noted':
        return clerk ? (
          <PostButton to={`${path}/hand-out`} {...button}>
            {t('letters.hand-out')}
          </PostButton>
        ) : (
          <p class="muted">{t('letters.waits-hand-out')}</p>
        )
      default:
        return <p class="muted">{t('letters.handed-out-text')}</p>
    }
  }
  return (
    <>
      {next()}
      <PassOn visit={visit} letter={letter} />
    </>
  )
}

const WORDS_MAX = 140

/** Bút phê. The machine's reading of the clauses is a suggestion until the leader ticks them here. */
const LeaderNote = ({
  visit,
  letter,
  incoming,
  clauses,
}: Moves & {
  incoming: NonNullable<LetterView['incoming']>
  clauses: readonly ClauseThread[]
}) => {
  const { t } = visit
  return (
    <Form to={`/letters/${letter.id}/note`} command={visit.newCommand()} version={incoming.version}>
      <TextArea t={t} name="words" label={t('letters.note-words')} rows={3} required lang="vi" />
      <Select
        t={t}
        name="lead"
        label={t('letters.note-lead-label')}
        placeholder={t('letters.note-lead-unit')}
        options={incoming.holders.map(one => ({ value: one.person, label: `${one.name} – ${one.title}` }))}
      />
      <TextArea
        t={t}
        name="with"
        label={t('letters.note-with-label')}
        hint={t('letters.note-with-hint')}
        rows={2}
        lang="vi"
      />
      <DateInput t={t} name="dueOn" label={t('letters.note-due')} min={visit.at.today} />
      <fieldset>
        <legend>{t('letters.note-clauses')}</legend>
        <p class="muted">{t('letters.note-clauses-text')}</p>
        {clauses.map(clause => (
          <div class="clause-choice">
            {clause.mine ? (
              <p>
                <input type="hidden" name="clause" value={String(clause.ordinal)} />
                {t('letters.note-clause', {
                  clause: clauseName(t, clause.label),
                  words: shortened(clause.text, WORDS_MAX),
                })}{' '}
                <Badge tone="info">{t('letters.note-asked')}</Badge>
              </p>
            ) : (
              <Checkbox
                t={t}
                name="clause"
                row={clause.ordinal}
                value={String(clause.ordinal)}
                label={t('letters.note-clause', {
                  clause: clauseName(t, clause.label),
                  words: shortened(clause.text, WORDS_MAX),
                })}
              />
            )}
            <Details summary={t('letters.clause-time')}>
              <RhythmFields
                t={t}
                names={{
                  rhythm: `rhythm-${clause.ordinal}`,
                  every: `every-${clause.ordinal}`,
                  due: `due-${clause.ordinal}`,
                  row: clause.ordinal,
                }}
                time={clause}
              />
            </Details>
          </div>
        ))}
      </fieldset>
      <Submit>{t('letters.note-do')}</Submit>
    </Form>
  )
}

const PassOn = ({ visit, letter }: { visit: Visit; letter: LetterView }) => {
  const actor = visit.signedIn()
  if (!holds(actor, actor.unit, 'officer', 'clerk', 'leader')) return null
  return (
    <>
      <p class="muted">{visit.t('letters.pass-on-text')}</p>
      <PostButton to={`/letters/${letter.id}/pass-on`} command={visit.newCommand()}>
        {visit.t('letters.pass-on-do')}
      </PostButton>
    </>
  )
}

import { holds } from '../../access/index.ts'
import { isWrittenHere, openDelivery, SAMPLE_MARK } from '../../directives/index.ts'
import { runCommand } from '../../access/index.ts'
import type { DocumentId, Problem } from '../../kernel/index.ts'
import { letterWithClauses, reachOf, type ClauseThread, type LetterView } from '../../reports/index.ts'
import {
  Actions,
  Badge,
  Breadcrumbs,
  composeMessage,
  CopyMessage,
  DescriptionList,
  Details,
  ErrorSummary,
  Heading,
  LetterText,
  LinkButton,
  Note,
  PostButton,
  Steps,
  type Step,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { letterNamed } from './address.ts'
import { Clauses } from './clauses.tsx'
import { ImplementingLetters } from './implementing-list.tsx'
import { LetterTabs } from './tabs.tsx'
import { Reach } from './reach.tsx'
import { IncomingMoves, OutgoingMoves } from './moves.tsx'
import { ReceiveMoves, ReturnedToUs } from './receive-form.tsx'

export async function showLetter(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  return id ? letterPage(visit, id, []) : notFound(visit)
}

/** The letter's page: what it says, where it stands here, what to do next, and how far it has come. */
export async function letterPage(visit: Visit, id: DocumentId, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const found = await visit.read(async tx => {
    const here = await letterWithClauses(tx, id, actor.unit, visit.at.today)
    if (!here) return null
    const { letter } = here
    // The issuer and whoever the letter names to follow it see how far it has come; a recipient sees its own desk.
    const follows = letter.followers.some(follower => actor.grants.some(grant => grant.unit === follower.unit))
    const sent = letter.outgoing?.state === 'issued' || follows
    return { ...here, reach: sent ? await reachOf(tx, id) : null }
  })
  if (!found) return notFound(visit)
  const { letter, clauses, implementing, reach } = found
  await markOpened(visit, letter)
  const title = letter.printed || t('letters.no-number')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/letters', label: t('web.nav-letters') }, { label: title }]} />
      <Heading
        title={<span lang="vi">{letter.subject || title}</span>}
        kicker={<span lang="vi">{[letter.docType, title].filter(Boolean).join(' ')}</span>}
      />
      <ErrorSummary t={t} problems={problems} />
      <LetterTabs visit={visit} document={id} own={letter.outgoing !== null} current="letter" />
      <Facts visit={visit} letter={letter} />
      {letter.held && <LetterMessage visit={visit} letter={letter} />}
      {!letter.held && <Gap visit={visit} letter={letter} />}
      <Here visit={visit} letter={letter} clauses={clauses} />
      {isWrittenHere(letter) && (
        <Actions>
          <LinkButton to={`/letters/${id}/letter.pdf`} kind="secondary">
            {t('letters.as-pdf')}
          </LinkButton>
          <LinkButton to={`/letters/${id}/letter.docx`} kind="secondary">
            {t('letters.as-docx')}
          </LinkButton>
        </Actions>
      )}
      {reach && <Reach visit={visit} letter={letter} coverage={reach.coverage} tree={reach.tree} />}
      {reach && <ReturnedToUs visit={visit} letter={letter} tree={reach.tree} />}
      <ImplementingLetters visit={visit} letter={letter} clauses={clauses} implementing={implementing} />
      <Clauses visit={visit} clauses={clauses} document={letter.id} />
      {letter.body && (
        <Details
          summary={t('letters.text')}
          open={letter.outgoing !== null && letter.outgoing.state !== 'issued' && !letter.outgoing.onPaper}
        >
          <LetterText t={t} text={letter.body} caption={t('letters.text-table')} />
        </Details>
      )}
    </>,
    { problems },
  )
}

/** Showing the page to somebody at work at a receiving unit is the opening that the sender sees. */
async function markOpened(visit: Visit, letter: LetterView): Promise<void> {
  const actor = visit.signedIn()
  const unopened = letter.delivery
    ? !letter.delivery.opened
    : actor.person !== null && letter.outgoing === null && letter.incoming === null
  if (!unopened || !holds(actor, actor.unit, 'clerk', 'leader', 'officer', 'reader')) return
  const done = await runCommand(visit.deps.db, visit.at, actor, visit.newCommand(), openDelivery, {
    unit: actor.unit,
    document: letter.id,
  })
  // Reading goes on whatever became of the mark: it is the sender's knowledge, not the reader's right.
  if (!done.ok) visit.deps.log.warn({ problem: done.problem.kind }, 'a letter could not be marked as opened')
}

/** The letter as one would tell of it on Zalo. */
const LetterMessage = ({ visit: { t, deps }, letter }: { visit: Visit; letter: LetterView }) => (
  <CopyMessage
    t={t}
    text={composeMessage(
      'letter',
      {
        letter: { ...letter, floor: letter.circulationFloor },
        subject: letter.subject,
        link: `${deps.publicUrl}/letters/${letter.id}`,
      },
      t,
    )}
  />
)

const Facts = ({ visit: { t }, letter }: { visit: Visit; letter: LetterView }) => (
  <>
    <p class="work-head">
      {letter.body.startsWith(SAMPLE_MARK) && <Badge tone="bad">{SAMPLE_MARK}</Badge>}
      {letter.circulationFloor && (
        <Badge tone="warn">
          {t('letters.limit-floor', {
            floor: t.has(`letters.floor-${letter.circulationFloor}`)
              ? t(`letters.floor-${letter.circulationFloor}`)
              : letter.circulationFloor,
          })}
        </Badge>
      )}
      {letter.urgency && <Badge tone="bad">{t(`letters.urgency-${letter.urgency}`)}</Badge>}
      {letter.entries.map(entry => (
        <Badge tone="info">
          {t(`letters.entry-${entry.direction}`, { number: String(entry.number), date: t.date(entry.on) })}
        </Badge>
      ))}
    </p>
    <DescriptionList
      items={[
        {
          label: t('letters.field-issuer'),
          value: letter.issuerUnit ? (
            <a href={`/units/${letter.issuerUnit}`} lang="vi">
              {letter.issuer}
            </a>
          ) : (
            <span lang="vi">{letter.issuer}</span>
          ),
        },
        ...(letter.issuedOn ? [{ label: t('letters.field-issuedOn'), value: t.longDate(letter.issuedOn) }] : []),
        ...(letter.signerName
          ? [
              {
                label: t('letters.field-signerName'),
                value: <span lang="vi">{[letter.signerTitle, letter.signerName].filter(Boolean).join(', ')}</span>,
              },
            ]
          : []),
        ...['to', 'copy'].flatMap(kind => {
          const phrases = letter.addressees.filter(one => one.kind === kind)
          return phrases.length === 0
            ? []
            : [
                {
                  label: t(kind === 'to' ? 'letters.field-addressees' : 'letters.field-copies'),
                  value: (
                    <ul class="plain" lang="vi">
                      {phrases.map(one => (
                        <li>{one.phrase}</li>
                      ))}
                    </ul>
                  ),
                },
              ]
        }),
        ...(letter.followers.length > 0
          ? [
              {
                label: t('letters.followers'),
                value: <span lang="vi">{letter.followers.map(one => one.name).join('; ')}</span>,
              },
            ]
          : []),
        ...(letter.files.length > 0
          ? [
              {
                label: t('letters.files'),
                value: (
                  <ul class="plain">
                    {letter.files.map(file => (
                      <li>
                        <a href={`/files/${file.id}`}>{file.name}</a>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]
          : []),
      ]}
    />
  </>
)

/** A paper that is cited and that nobody here holds. */
const Gap = ({ visit, letter }: { visit: Visit; letter: LetterView }) => (
  <Note tone="warn" title={visit.t('letters.gap-title')}>
    <p>{visit.t('letters.gap-text')}</p>
    {holds(visit.signedIn(), visit.signedIn().unit, 'clerk', 'officer', 'leader') && (
      <PostButton to={`/letters/${letter.id}/request-text`} command={visit.newCommand()} kind="primary">
        {visit.t('letters.request-text')}
      </PostButton>
    )}
  </Note>
)

const OUTGOING_STEPS = ['draft', 'submitted', 'signed', 'numbered', 'issued'] as const
const INCOMING_STEPS = ['registered', 'submitted', 'noted', 'handed_out'] as const

const stepsOf = (visit: Visit, states: readonly string[], now: string): Step[] => {
  // A draft is still being written; every other state names a step that is done, and the next one is at hand.
  const done = now === 'draft' ? 0 : states.indexOf(now) + 1
  return states.map((state, index) => ({
    label: visit.t(`letters.step-${state}`),
    state: index < done ? 'done' : index === done ? 'current' : 'todo',
  }))
}

/** Where the letter stands on this office's desk, with the next step beside it. */
const Here = ({ visit, letter, clauses }: { visit: Visit; letter: LetterView; clauses: readonly ClauseThread[] }) => {
  const { t } = visit
  const mine = letter.outgoing !== null && letter.outgoing.unit === visit.signedIn().unit
  return (
    <>
      {letter.outgoing && mine && (
        <section>
          <h2>{t('letters.outgoing-here')}</h2>
          <Steps
            t={t}
            label={t('letters.outgoing-here')}
            steps={stepsOf(visit, OUTGOING_STEPS, letter.outgoing.state)}
          />
          {letter.unlinked && (
            <Note tone="warn" title={t('letters.link-missing')}>
              <p>{t('letters.link-missing-text', { letter: letter.unlinked })}</p>
            </Note>
          )}
          <OutgoingMoves visit={visit} letter={letter} outgoing={letter.outgoing} />
        </section>
      )}
      {letter.delivery && <ReceiveMoves visit={visit} letter={letter} delivery={letter.delivery} />}
      {letter.incoming && (
        <section>
          <h2>{t('letters.incoming-here')}</h2>
          <Steps
            t={t}
            label={t('letters.incoming-here')}
            steps={stepsOf(visit, INCOMING_STEPS, letter.incoming.state)}
          />
          {letter.incoming.note !== null && (
            <Note tone="info" title={t('letters.note-title')}>
              <p lang="vi">{letter.incoming.note}</p>
              <p>
                {[
                  letter.incoming.lead ? t('letters.note-lead', { name: letter.incoming.lead }) : '',
                  letter.incoming.with.length > 0
                    ? t('letters.note-with', { names: letter.incoming.with.join('; ') })
                    : '',
                  letter.incoming.dueOn ? t('task.due', { date: t.date(letter.incoming.dueOn) }) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </Note>
          )}
          <IncomingMoves visit={visit} letter={letter} incoming={letter.incoming} clauses={clauses} />
        </section>
      )}
      {!mine && !letter.incoming && !letter.delivery && letter.held && (
        <p>
          <LinkButton to={`/letters/${letter.id}/thread`} kind="secondary">
            {t('letters.view-thread')}
          </LinkButton>
        </p>
      )}
    </>
  )
}

import { holds } from '../../access/index.ts'
import {
  COPIES,
  copiesOf,
  copyProblems,
  draftPlan,
  makeCopy,
  type CopyKind,
  type CopyLine,
} from '../../directives/index.ts'
import type { DocumentId, Problem } from '../../kernel/index.ts'
import {
  lettersOn,
  letterWithClauses,
  type ClauseThread,
  type LetterLine,
  type LetterView,
} from '../../reports/index.ts'
import {
  Breadcrumbs,
  Checkbox,
  CheckboxGroup,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Note,
  RadioGroup,
  Select,
  Submit,
  Table,
  Tabs,
  TextArea,
  TextInput,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { letterNamed } from './address.ts'
import { clauseName } from './clause-name.ts'
import { CopyTable } from './copies.tsx'
import { LetterTabs } from './tabs.tsx'

/** The kinds of letters that begin from “Soạn”. */
export const composeTabs = ({ t }: Visit, current: 'letter' | 'invitation' | 'plan') => (
  <Tabs
    t={t}
    label={t('letters.compose-kinds')}
    items={(['letter', 'invitation', 'plan'] as const).map(kind => ({
      href: kind === 'letter' ? '/letters/new' : `/letters/new/${kind}`,
      label: t(`letters.compose-${kind}`),
      current: kind === current,
    }))}
  />
)

const OFFERED = 50

/** A plan begins from a directive in the incoming book: here they are, the newest first. */
export async function showPlanSources(visit: Visit): Promise<Response> {
  const { t } = visit
  const { unit, unitName } = visit.signedIn()
  const letters = await visit.read(tx =>
    lettersOn(tx, { desk: 'incoming', unit, state: '', folded: '', limit: OFFERED }, 0),
  )
  return visit.page(
    t('letters.compose-plan'),
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: '/letters', label: t('web.nav-letters') }, { label: t('letters.compose-plan') }]}
      />
      <Heading
        title={t('letters.compose-plan')}
        kicker={<span lang="vi">{unitName}</span>}
        lead={t('letters.plan-sources')}
      />
      {composeTabs(visit, 'plan')}
      <Table
        t={t}
        caption={t('letters.desk-incoming')}
        captionHidden
        rows={letters}
        empty={t('letters.none-incoming')}
        columns={[
          {
            key: 'letter',
            label: t('letters.letter'),
            heads: true,
            cell: (row: LetterLine) => (
              <a href={`/letters/${row.id}/compose`} lang="vi">
                {row.printed || t('letters.no-number')}
              </a>
            ),
          },
          { key: 'issuer', label: t('letters.field-issuer'), cell: row => <span lang="vi">{row.issuer}</span> },
          { key: 'subject', label: t('letters.field-subject'), cell: row => <span lang="vi">{row.subject}</span> },
        ]}
      />
    </>,
  )
}

export async function showCompose(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  return id ? composePage(visit, id, [], null) : notFound(visit)
}

export async function makePlan(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const clauses = form.all('planClauses').map(Number)
  const done = await visit.run(draftPlan, { unit: visit.signedIn().unit, document, clauses }, form)
  return done.ok
    ? visit.done(`/letters/${done.value.document}/edit`, 'letters.done-plan')
    : composePage(visit, document, [atPlan(done.problem)], form)
}

/** The page has two lists of clauses; this one is the plan's. */
const atPlan = (problem: Problem): Problem =>
  problem.field === 'clauses' ? { ...problem, field: 'planClauses' } : problem

const KINDS: readonly CopyKind[] = ['sao-y', 'sao-luc', 'trich-sao']
const PREFIXES = ['TM', 'KT', 'TL', 'TUQ', 'Q'] as const

const copyFrom = (form: FormValues) => ({
  kind: KINDS.find(one => one === form.text('kind')) ?? ('sao-y' as const),
  clauses: form.all('clauses').map(Number),
  authorityPrefix: PREFIXES.find(one => one === form.text('authorityPrefix')) ?? null,
  authorityBody: form.text('authorityBody'),
  signerTitle: form.text('signerTitle'),
  signerName: form.text('signerName'),
  recipients: form.text('recipients').split(/\r?\n/),
  place: form.text('place'),
  office: form.text('office'),
  withinFloor: form.has('withinFloor'),
})

export async function makeLetterCopy(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const input = copyFrom(form)
  const done = await visit.run(makeCopy, { unit: visit.signedIn().unit, document, ...input }, form)
  if (done.ok) return visit.done(`/letters/${document}/compose`, 'letters.done-copy')
  // What the form itself shows to be wrong is said all at once; the rest only the command knows.
  const floor = done.problem.field === 'withinFloor' || form.has('limited') ? '-' : null
  const all = copyProblems({ ...input, floor })
  const said = all.some(one => one.field === done.problem.field) ? all : [done.problem]
  return composePage(visit, document, said, form)
}

/** What can be written from a letter in hand: a plan to carry it out, and copies of it. */
async function composePage(
  visit: Visit,
  id: DocumentId,
  problems: readonly Problem[],
  typed: FormValues | null,
): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const found = await visit.read(async tx => {
    const here = await letterWithClauses(tx, id, actor.unit, visit.at.today)
    if (!here?.letter.held) return null
    return { ...here, copies: await copiesOf(tx, actor.unit, { limit: OFFERED }, id) }
  })
  if (!found) return notFound(visit)
  const { letter, clauses, copies } = found
  const title = letter.printed || t('letters.no-number')
  const drafts = holds(actor, actor.unit, 'officer', 'clerk', 'leader')
  const copying = holds(actor, actor.unit, ...COPIES) && letter.incoming !== null
  return visit.page(
    t('letters.compose-of', { letter: title }),
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${id}`, label: title },
          { label: t('letters.view-compose') },
        ]}
      />
      <Heading title={t('letters.compose-of', { letter: title })} lead={<span lang="vi">{letter.subject}</span>} />
      <ErrorSummary t={t} problems={problems} />
      <LetterTabs visit={visit} document={id} own={letter.outgoing !== null} current="compose" />
      {drafts && clauses.length > 0 && (
        <PlanForm visit={visit} letter={letter} clauses={clauses} problems={problems} typed={typed} />
      )}
      {copying ? (
        <CopyForm
          visit={visit}
          letter={letter}
          clauses={clauses}
          last={copies[0] ?? null}
          problems={problems}
          typed={typed?.has('kind') ? typed : null}
        />
      ) : (
        <p class="muted">{t('letters.copy-needs-incoming')}</p>
      )}
      <CopyTable visit={visit} copies={copies.filter(one => one.document === id)} />
    </>,
    { problems },
  )
}

const clauseOptions = ({ t }: Visit, clauses: readonly ClauseThread[]) =>
  clauses.map(clause => ({
    value: String(clause.ordinal),
    label: `${clauseName(t, clause.label)}: ${shorten(clause.text)}`,
  }))
const WORDS_MAX = 140
const shorten = (text: string) =>
  text.length > WORDS_MAX ? `${text.slice(0, text.lastIndexOf(' ', WORDS_MAX))} …` : text

type Shown = {
  readonly visit: Visit
  readonly letter: LetterView
  readonly clauses: readonly ClauseThread[]
  readonly problems: readonly Problem[]
  readonly typed: FormValues | null
}

const PlanForm = ({ visit, letter, clauses, problems, typed }: Shown) => {
  const { t } = visit
  const mine = clauses.filter(clause => clause.mine)
  const usual = (mine.length > 0 ? mine : clauses).map(clause => String(clause.ordinal))
  return (
    <section>
      <h2>{t('letters.compose-plan')}</h2>
      <p>{t('letters.plan-text')}</p>
      <Form to={`/letters/${letter.id}/plan`} command={visit.newCommand()}>
        <CheckboxGroup
          t={t}
          name="planClauses"
          label={t('letters.plan-clauses')}
          required
          values={typed?.has('planClauses') ? typed.all('planClauses') : usual}
          options={clauseOptions(visit, clauses)}
          problems={problems}
        />
        <Submit>{t('letters.plan-do')}</Submit>
      </Form>
    </section>
  )
}

const CopyForm = ({ visit, letter, clauses, last, problems, typed }: Shown & { last: CopyLine | null }) => {
  const { t } = visit
  const was = (name: string, usual: string | null | undefined) => typed?.text(name) ?? usual ?? ''
  return (
    <section>
      <h2>{t('letters.copy-title')}</h2>
      <p>{t('letters.copy-text')}</p>
      <Form
        to={`/letters/${letter.id}/copy`}
        command={visit.newCommand()}
        hidden={letter.circulationFloor ? { limited: 'yes' } : {}}
      >
        <RadioGroup
          t={t}
          name="kind"
          label={t('letters.copy-kind')}
          required
          value={was('kind', 'sao-y')}
          options={KINDS.map(kind => ({
            value: kind,
            label: t(`letters.copy-${kind}`),
            hint: t(`letters.copy-${kind}-hint`),
          }))}
          problems={problems}
        />
        <Details summary={t('letters.copy-clauses')} open={typed?.text('kind') === 'trich-sao'}>
          <CheckboxGroup
            t={t}
            name="clauses"
            label={t('letters.copy-clauses')}
            values={typed?.all('clauses') ?? []}
            options={clauseOptions(visit, clauses)}
            problems={problems}
          />
        </Details>
        <TextArea
          t={t}
          name="recipients"
          label={t('letters.field-copies')}
          hint={t('letters.one-per-line')}
          value={was('recipients', '')}
          rows={3}
          required
          lang="vi"
          problems={problems}
        />
        {letter.circulationFloor && (
          <Note tone="warn" title={t('letters.copy-floor')}>
            <Checkbox
              t={t}
              name="withinFloor"
              required
              label={t('letters.copy-within')}
              checked={typed?.has('withinFloor') ?? false}
              problems={problems}
            />
          </Note>
        )}
        <SignerFields visit={visit} last={last} problems={problems} was={was} />
        <Submit>{t('letters.copy-do')}</Submit>
      </Form>
    </section>
  )
}

/** Who signs the copy, and under which sign it is numbered; as on the copy before, until somebody says otherwise. */
const SignerFields = ({
  visit: { t },
  last,
  problems,
  was,
}: {
  visit: Visit
  last: CopyLine | null
  problems: readonly Problem[]
  was: (name: string, usual: string | null | undefined) => string
}) => (
  <>
    <div class="form-row">
      <Select
        t={t}
        name="authorityPrefix"
        label={t('letters.copy-prefix')}
        value={was('authorityPrefix', last?.authorityPrefix)}
        placeholder="–"
        options={PREFIXES.map(value => ({ value, label: `${value}.` }))}
      />
      <TextInput
        t={t}
        name="authorityBody"
        label={t('letters.copy-body')}
        value={was('authorityBody', last?.authorityBody)}
        lang="vi"
        problems={problems}
      />
    </div>
    <TextInput
      t={t}
      name="signerTitle"
      label={t('letters.field-signerTitle')}
      value={was('signerTitle', last?.signerTitle)}
      required
      lang="vi"
      problems={problems}
    />
    <TextInput
      t={t}
      name="signerName"
      label={t('letters.field-signerName')}
      value={was('signerName', last?.signerName)}
      required
      lang="vi"
      problems={problems}
    />
    <TextInput
      t={t}
      name="place"
      label={t('letters.field-place')}
      value={was('place', last?.place)}
      width="short"
      lang="vi"
      problems={problems}
    />
    <TextInput
      t={t}
      name="office"
      label={t('letters.office')}
      hint={t('letters.copy-office-hint')}
      value={was('office', last?.symbol)}
      width="short"
      lang="vi"
      problems={problems}
    />
  </>
)

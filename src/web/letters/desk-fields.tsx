import type { Child } from 'hono/jsx'
import type { ClauseInput, LetterFields } from '../../directives/index.ts'
import type { Problem } from '../../kernel/index.ts'
import type { Range } from '../../paper/index.ts'
import {
  Checkbox,
  DateInput,
  Details,
  Select,
  TextArea,
  TextInput,
  type SourceField,
  type SourceGroup,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { clauseName } from './clause-name.ts'
import { originOf, spansOf, type DeskView } from './desk-origin.tsx'
import { everyOf, RhythmFields } from './rhythm.tsx'

/** The desk as it is shown: the fields that would be registered, and every clause that was read, kept or struck out. */
export type Shown = {
  readonly fields: LetterFields
  readonly clauses: readonly { readonly clause: ClauseInput; readonly kept: boolean; readonly changed: boolean }[]
  /** Where values were taken from the text, by the path of their field. */
  readonly taken: Readonly<Record<string, Range>>
  readonly confirmed: boolean
}

/** Without these a letter is not known by anybody: when they were not read, a person must look for them. */
const NEEDED = ['number', 'date', 'issuer', 'subject']
const KNOWN = ['regime', 'docType']

/** The fields in groups, what needs a look first; the clauses of the page of text that is shown come last. */
export function deskGroups(
  visit: Visit,
  view: DeskView,
  shown: Shown,
  problems: readonly Problem[],
): readonly SourceGroup[] {
  const { t } = visit
  const all = plainFields(visit, view, shown, problems)
  // The layout is told by the whole heading, and a letter without a printed kind is a công văn: both are always known.
  const found = (field: SourceField) => (field.marks ?? []).length > 0 || KNOWN.includes(field.path ?? '')
  const look = all.filter(field => field.unsure)
  const sure = all.filter(field => !field.unsure && found(field))
  const absent = all.filter(field => !field.unsure && !found(field))
  const clauses = shown.clauses.flatMap((one, at) =>
    clausePage(view, one.clause) === view.page ? [clauseField(visit, view, one.clause, { at, kept: one.kept })] : [],
  )
  return [
    { title: t('desk.look'), hint: t('desk.look-hint', { count: look.length }), fields: look },
    { title: t('desk.sure'), fields: sure },
    { title: t('desk.absent'), hint: t('desk.absent-hint'), fields: absent },
    {
      title: t('letters.clauses'),
      ...(view.pages.length > 1 ? { hint: t('desk.clauses-here', { page: view.page + 1 }) } : {}),
      fields: clauses,
    },
  ].filter(group => group.fields.length > 0)
}

/** A clause whose place nobody knows is shown with the first page. */
const clausePage = (view: DeskView, clause: ClauseInput): number => {
  const start = clause.startsAt ?? 0
  return Math.max(
    0,
    view.pages.findIndex(page => start >= page.start && start < page.end),
  )
}

/**
 * The clauses of the other pages of text, carried along, so that a long letter is a light page: those that stand as they
 * were read by their places alone, the others with what the clerk chose.
 */
export const CarriedClauses = ({ view, shown }: { view: DeskView; shown: Shown }) => {
  const others = shown.clauses.flatMap((one, at) =>
    clausePage(view, one.clause) === view.page ? [] : [{ ...one, at }],
  )
  if (others.length === 0) return null
  const asRead = others.filter(one => one.kept && !one.changed)
  return (
    <>
      <input type="hidden" name="as-read" value={asRead.map(one => one.at).join(' ')} />
      {others
        .filter(one => one.kept && one.changed)
        .map(({ clause, at }) => (
          <>
            <input type="hidden" name={`clause-${at}`} value="yes" />
            <input type="hidden" name={`rhythm-${at}`} value={clause.rhythm} />
            <input type="hidden" name={`every-${at}`} value={everyOf(clause.recurrence)} />
            {clause.dueOn && <input type="hidden" name={`due-${at}`} value={clause.dueOn} />}
          </>
        ))}
    </>
  )
}

type Makes = {
  readonly name: string
  readonly paths: readonly string[]
  readonly takes?: SourceField['takes']
  readonly control: (label: string) => Child
}

function plainFields(visit: Visit, view: DeskView, shown: Shown, problems: readonly Problem[]): SourceField[] {
  const { t } = visit
  const { fields } = shown
  const one = ({ name, paths, takes, control }: Makes): SourceField => {
    const label = t(`letters.field-${name}`)
    const path = paths[0]!
    const spans = spansOf(view, paths)
    const unsure = spans.some(each => each.unsure) || (spans.length === 0 && NEEDED.includes(path))
    return {
      label,
      marks: spans.map(each => each.id),
      unsure,
      path,
      ...(takes ? { takes } : {}),
      origin: originOf(visit, view, { label, path, spans }),
      children: (
        <>
          {control(label)}
          {takes && <Taken path={path} taken={shown.taken[path]} />}
        </>
      ),
    }
  }
  const text = (name: keyof LetterFields, paths: readonly string[], takes: SourceField['takes'] = 'text') =>
    one({
      name,
      paths,
      takes,
      control: label => (
        <TextInput
          t={t}
          name={name}
          label={label}
          value={fields[name] as string | null}
          lang="vi"
          problems={problems}
        />
      ),
    })
  const area = (name: 'addressees' | 'copies', path: string) =>
    one({
      name,
      paths: [path],
      takes: 'list',
      control: label => (
        <TextArea
          t={t}
          name={name}
          label={label}
          hint={t('letters.one-per-line')}
          value={fields[name].join('\n')}
          rows={Math.min(12, Math.max(2, fields[name].length))}
          lang="vi"
          problems={problems}
        />
      ),
    })
  return [
    one({
      name: 'regime',
      paths: ['regime'],
      control: label => <Regime visit={visit} label={label} value={fields.regime} />,
    }),
    text('docType', ['docType']),
    text('number', ['number'], 'number'),
    text('symbol', ['symbol'], 'symbol'),
    one({
      name: 'issuedOn',
      paths: ['date'],
      takes: 'date',
      control: label => <DateInput t={t} name="issuedOn" label={label} value={fields.issuedOn} problems={problems} />,
    }),
    text('place', ['place']),
    text('issuer', ['issuer', 'parentIssuer']),
    one({
      name: 'subject',
      paths: ['subject'],
      takes: 'text',
      control: label => (
        <TextArea t={t} name="subject" label={label} value={fields.subject} rows={3} lang="vi" problems={problems} />
      ),
    }),
    area('addressees', 'addressees'),
    area('copies', 'recipients'),
    text('signerTitle', ['signerTitle', 'authorityPrefix', 'authorityBody']),
    text('signerName', ['signerName']),
    text('circulationFloor', ['circulation']),
  ]
}

/** Where a value was taken from, for the test set; a script writes it, and it goes along when a page is turned. */
const Taken = ({ path, taken }: { path: string; taken: Range | undefined }) => (
  <input type="hidden" name={`taken-${path}`} value={taken ? `${taken.start}-${taken.end}` : ''} />
)

const Regime = ({ visit, label, value }: { visit: Visit; label: string; value: string }) => (
  <Select
    t={visit.t}
    name="regime"
    label={label}
    value={value}
    placeholder={null}
    options={['state', 'party', 'youth_union'].map(one => ({ value: one, label: visit.t(`letters.regime-${one}`) }))}
  />
)

/** A clause: whom it asks, with what force, and what kind of time it has. */
function clauseField(
  visit: Visit,
  view: DeskView,
  clause: ClauseInput,
  { at, kept }: { at: number; kept: boolean },
): SourceField {
  const { t } = visit
  const label = clauseName(t, clause.label)
  const spans = spansOf(view, [`tasks.${at}.label`, `tasks.${at}.deadline`, `tasks.${at}.responsible`])
  return {
    label,
    marks: spans.map(each => each.id),
    unsure: spans.some(each => each.unsure),
    path: `tasks.${at}.deadline`,
    takes: 'date',
    origin: originOf(visit, view, { label, path: `tasks.${at}`, spans }),
    children: (
      <fieldset>
        <legend>{label}</legend>
        <Checkbox t={t} name={`clause-${at}`} label={t('letters.clause-keep')} checked={kept} />
        <Asks visit={visit} clause={clause} />
        <Details summary={t('letters.clause-text')}>
          <p lang="vi">{clause.text}</p>
        </Details>
        <RhythmFields
          t={t}
          names={{ rhythm: `rhythm-${at}`, every: `every-${at}`, due: `due-${at}`, row: at + 1 }}
          time={clause}
        />
        {clause.dueText && <p class="muted">{t('letters.clause-due-words', { words: clause.dueText })}</p>}
      </fieldset>
    ),
  }
}

export const Asks = ({ visit, clause }: { visit: Visit; clause: Pick<ClauseInput, 'asks'> }) => {
  const { t } = visit
  return (
    <ul class="asks">
      {clause.asks.map(ask => (
        <li>
          <span lang="vi">{ask.phrase}</span>{' '}
          <span class="muted">
            {[
              t(`task.role-${ask.role}`),
              ask.force ? t(`letters.force-${ask.force}`) : '',
              ask.chain === null || ask.chain === undefined
                ? ''
                : t('letters.chain', { step: ask.chain + 1, act: ask.act ?? '' }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

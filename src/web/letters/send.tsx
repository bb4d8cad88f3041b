import { holds } from '../../access/index.ts'
import {
  addressingOf,
  editAddressees,
  issue,
  printedNumber,
  type Addressed,
  type Addressing,
  type PhraseReading,
} from '../../directives/index.ts'
import { idFrom, type DocumentId, type Problem, type UnitId } from '../../kernel/index.ts'
import {
  Badge,
  Breadcrumbs,
  Checkbox,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Note,
  PostButton,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { unitNamed } from '../unit-named.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { letterForm, letterNamed } from './address.ts'
import { LetterTabs } from './tabs.tsx'
import { clauseName } from './clause-name.ts'

/** More bodies than this under one phrase are reached by passing the letter on, not one by one from here. */
const ADDABLE_MAX = 60

export async function showSend(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  return id ? sendPage(visit, id, []) : notFound(visit)
}

/** To whom the phrases go, before anything goes: shown, edited, sent in one action. */
async function sendPage(visit: Visit, id: DocumentId, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const addressing = await visit.read(tx => addressingOf(tx, id, at.today))
  if (!addressing) return notFound(visit)
  const { regime, number, symbol } = addressing.letter
  const title = printedNumber(regime, number, symbol) || t('letters.no-number')
  return visit.page(
    t('letters.send-title', { letter: title }),
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${id}`, label: title },
          { label: t('letters.view-send') },
        ]}
      />
      <Heading
        title={t('letters.send-title', { letter: title })}
        lead={t('letters.send-lead', {
          date: t.date(addressing.asOf),
          units: addressing.units.length,
          persons: addressing.persons.length,
        })}
      />
      <ErrorSummary t={t} problems={problems} />
      <LetterTabs visit={visit} document={id} own current="send" />
      <IssueButton visit={visit} document={id} addressing={addressing} />
      <Phrases visit={visit} addressing={addressing} />
      <Warnings visit={visit} addressing={addressing} />
      <Recipients visit={visit} document={id} addressing={addressing} />
    </>,
    { problems },
  )
}

const IssueButton = ({
  visit,
  document,
  addressing,
}: {
  visit: Visit
  document: DocumentId
  addressing: Addressing
}) => {
  const { t } = visit
  const { letter } = addressing
  if (letter.state === 'issued') return <p>{t('letters.issued-text')}</p>
  if (letter.state !== 'numbered') return <p class="muted">{t('letters.not-yet-send')}</p>
  if (!holds(visit.signedIn(), letter.unit, 'clerk')) return <p class="muted">{t('letters.waits-issue')}</p>
  if (addressing.units.length + addressing.persons.length === 0) return <p class="muted">{t('letters.nobody-yet')}</p>
  return (
    <PostButton to={`/letters/${document}/issue`} command={visit.newCommand()} version={letter.version} kind="primary">
      {t('letters.issue', {
        units: addressing.units.length,
        persons: addressing.persons.length,
        tasks: addressing.tasks.length,
      })}
    </PostButton>
  )
}

const Phrases = ({ visit: { t }, addressing }: { visit: Visit; addressing: Addressing }) => {
  const columns: Column<PhraseReading>[] = [
    { key: 'phrase', label: t('letters.phrase'), cell: row => <span lang="vi">{row.phrase}</span>, heads: true },
    {
      key: 'kind',
      label: t('letters.phrase-kind'),
      cell: row => t(row.kind === 'to' ? 'letters.field-addressees' : 'letters.field-copies'),
    },
    {
      key: 'to',
      label: t('letters.phrase-means'),
      cell: row =>
        row.units.length + row.persons.length === 0 ? (
          <Badge tone={row.unresolvedParts.length === 0 ? 'neutral' : 'bad'}>
            {t(row.unresolvedParts.length === 0 ? 'letters.phrase-outside' : 'letters.phrase-nobody')}
          </Badge>
        ) : (
          <Details summary={t('letters.phrase-count', { units: row.units.length, persons: row.persons.length })}>
            <ul class="plain" lang="vi">
              {[...row.units.map(unit => unit.name), ...row.persons.map(person => person.name)].map(name => (
                <li>{name}</li>
              ))}
            </ul>
          </Details>
        ),
    },
    {
      key: 'notes',
      label: t('letters.phrase-notes'),
      cell: row => row.notes.map(note => <span class="muted">{t(`org.note.${note}`)} </span>),
    },
  ]
  return (
    <Table
      t={t}
      caption={t('letters.phrases')}
      columns={columns}
      rows={addressing.phrases}
      empty={t('letters.no-addressees')}
    />
  )
}

const Warnings = ({ visit: { t }, addressing }: { visit: Visit; addressing: Addressing }) => (
  <>
    {addressing.notUnderstood.length > 0 && (
      <Note tone="warn" title={t('letters.not-understood')}>
        <ul lang="vi">
          {addressing.notUnderstood.map(one => (
            <li>
              “{one.phrase}”: {one.parts.join('; ')}
            </li>
          ))}
        </ul>
      </Note>
    )}
    {addressing.askedNotAddressed.length > 0 && (
      <Note tone="warn" title={t('letters.asked-not-addressed')}>
        <p>{t('letters.asked-not-addressed-text')}</p>
        <ul>
          {addressing.askedNotAddressed.map(one => (
            <li>
              {clauseName(t, one.label)}: <span lang="vi">“{one.phrase}”</span> –{' '}
              {one.units.length > ADDABLE_MAX ? (
                t('letters.asked-many', { count: one.units.length })
              ) : (
                <span lang="vi">{one.units.map(unit => unit.name).join('; ')}</span>
              )}
            </li>
          ))}
        </ul>
      </Note>
    )}
    {addressing.outsideCirculation.length > 0 && (
      <Note tone="warn" title={t('letters.outside-limit')}>
        <p>{t('letters.outside-limit-text')}</p>
        <p lang="vi">{addressing.outsideCirculation.map(one => one.name).join('; ')}</p>
      </Note>
    )}
  </>
)

/** The list as it will go: take out, put in, or add a unit by name. */
const Recipients = ({
  visit,
  document,
  addressing,
}: {
  visit: Visit
  document: DocumentId
  addressing: Addressing
}) => {
  const { t } = visit
  const { letter } = addressing
  const editable = letter.state !== 'issued' && holds(visit.signedIn(), letter.unit, 'clerk', 'officer', 'leader')
  const addable = [
    ...new Map(
      addressing.askedNotAddressed
        .filter(one => one.units.length <= ADDABLE_MAX)
        .flatMap(one => one.units.map(unit => [unit.id, unit] as const)),
    ).values(),
  ]
  if (!editable)
    return (
      <Table
        t={t}
        caption={t('letters.recipients', { count: addressing.units.length })}
        columns={[
          {
            key: 'name',
            label: t('units.name'),
            cell: (row: Addressed) => <span lang="vi">{row.name}</span>,
            heads: true,
          },
        ]}
        rows={addressing.units}
      />
    )
  return (
    <Form to={`/letters/${document}/addressees`} command={visit.newCommand()} version={letter.version}>
      <fieldset>
        <legend>{t('letters.recipients', { count: addressing.units.length })}</legend>
        <div class="check-grid">
          {addressing.units.map((one, row) => (
            <>
              <input type="hidden" name={one.phrase === null ? 'added' : 'resolved'} value={one.unit} />
              <Checkbox t={t} name="unit" row={row + 1} value={one.unit} label={one.name} checked />
            </>
          ))}
          {addressing.excluded.map((one, row) => (
            <>
              <input type="hidden" name="resolved" value={one.unit} />
              <Checkbox
                t={t}
                name="unit"
                row={1000 + row}
                value={one.unit}
                label={t('letters.taken-out', { unit: one.name })}
              />
            </>
          ))}
        </div>
      </fieldset>
      {addable.length > 0 && (
        <fieldset>
          <legend>{t('letters.asked-add')}</legend>
          <div class="check-grid">
            {addable.map((one, row) => (
              <Checkbox t={t} name="unit" row={2000 + row} value={one.id} label={one.name} />
            ))}
          </div>
        </fieldset>
      )}
      <TextInput t={t} name="name" label={t('letters.add-unit')} hint={t('account.unit-hint')} lang="vi" />
      {(letter.state === 'signed' || letter.state === 'numbered') && (
        <p class="muted">{t('letters.recipients-signed')}</p>
      )}
      <Submit kind="secondary">{t('letters.recipients-save')}</Submit>
    </Form>
  )
}

/** What the boxes say against what the phrases mean: a box left empty takes out, another one ticked puts in. */
export async function editAddressee(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  if (!id) return notFound(visit)
  const form = await visit.form()
  const ids = (name: string) =>
    new Set(
      form
        .all(name)
        .map(text => idFrom<UnitId>(text))
        .filter(one => one !== null),
    )
  const [resolved, chosen] = [ids('resolved'), ids('unit')]
  const name = form.text('name')
  if (name) {
    const one = await unitNamed(visit, name, { field: 'name' })
    if (typeof one !== 'string') return sendPage(visit, id, [one])
    chosen.add(one)
  }
  const edits = [
    ...[...resolved].filter(unit => !chosen.has(unit)).map(unit => ({ unit, included: false })),
    ...[...chosen].filter(unit => !resolved.has(unit)).map(unit => ({ unit, included: true })),
  ]
  const done = await visit.run(editAddressees, { ...letterForm(visit, form, id), edits }, form)
  return done.ok ? visit.done(`/letters/${id}/send`, 'letters.done-recipients') : sendPage(visit, id, [done.problem])
}

export async function issueLetter(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  if (!id) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(issue, letterForm(visit, form, id), form)
  return done.ok ? visit.done(`/letters/${id}`, 'letters.done-issued') : sendPage(visit, id, [done.problem])
}

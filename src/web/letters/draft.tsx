import {
  draftOutgoing,
  editDraft,
  EMPTY_LETTER,
  letterOf,
  onPaper,
  type ClauseInput,
  type LetterFields,
  type LetterView,
} from '../../directives/index.ts'
import { scopeOf } from '../../access/index.ts'
import { headingOf } from '../../org/index.ts'
import { plainDate, type Problem } from '../../kernel/index.ts'
import { Actions, Breadcrumbs, ErrorSummary, Form, Heading, Select, Submit, TextArea, TextInput } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { letterForm, letterNamed } from './address.ts'
import { RhythmFields, rhythmFrom } from './rhythm.tsx'
import { clauseName } from './clause-name.ts'
import { composeTabs } from './compose.tsx'
import { Preview } from './preview.tsx'

/** Lines for new clauses; the page can be sent again for more. */
const CLAUSES_OFFERED = 3

/** A Party body writes in the Party's layout unless it says otherwise. */
export async function showNewDraft(visit: Visit): Promise<Response> {
  const head = await visit.read(tx => headingOf(tx, visit.signedIn().unit, visit.at.today))
  return draftPage(visit, {
    to: '/letters/new',
    fields: { ...EMPTY_LETTER, place: head?.place || null, regime: head?.regime === 'party' ? 'party' : 'state' },
    problems: [],
  })
}

export async function makeDraft(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const fields = draftFrom(form, EMPTY_LETTER)
  if (isPreview(form)) return draftPage(visit, { to: '/letters/new', fields, problems: [], preview: true })
  const done = await visit.run(draftOutgoing, { unit: visit.signedIn().unit, fields }, form)
  return done.ok
    ? visit.done(`/letters/${done.value.document}`, 'letters.done-drafted')
    : draftPage(visit, { to: '/letters/new', fields, problems: [done.problem] })
}

export async function showEdit(visit: Visit): Promise<Response> {
  const was = await draftNamed(visit)
  return was
    ? draftPage(visit, { to: `/letters/${was.document}/edit`, fields: was.fields, version: was.version, problems: [] })
    : notFound(visit)
}

export async function editLetter(visit: Visit): Promise<Response> {
  const was = await draftNamed(visit)
  if (!was) return notFound(visit)
  const form = await visit.form()
  const fields = draftFrom(form, was.fields)
  const shown = { to: `/letters/${was.document}/edit`, version: was.version }
  if (isPreview(form)) return draftPage(visit, { ...shown, fields, problems: [], preview: true })
  const done = await visit.run(editDraft, { ...letterForm(visit, form, was.document), fields }, form)
  return done.ok
    ? visit.done(`/letters/${was.document}`, 'letters.done-edited')
    : draftPage(visit, { ...shown, fields, problems: [done.problem] })
}

/** The second button of the form: it shows what is typed and stores nothing. */
const isPreview = (form: FormValues): boolean => form.text('do') === 'preview'

/** A draft of the unit as fields that can be edited. */
async function draftNamed(visit: Visit) {
  const document = letterNamed(visit)
  const actor = visit.signedIn()
  const letter =
    document && (await visit.read(tx => letterOf(tx, scopeOf(actor, visit.at.today), document, actor.unit)))
  return document && letter?.outgoing?.state === 'draft'
    ? { document, version: letter.outgoing.version, fields: fieldsFromLetter(letter) }
    : null
}

const fieldsFromLetter = (letter: LetterView): LetterFields => ({
  ...EMPTY_LETTER,
  ...letter,
  regime: letter.regime ?? 'state',
  docType: letter.docType ?? 'công văn',
  secrecy: null,
  addressees: letter.to,
  copies: letter.copies,
  citations: letter.citations
    .filter(one => one.way === 'cites' && one.number)
    .map(one => ({
      type: one.docType ?? '',
      number: [one.number, one.symbol].filter(Boolean).join(one.regime === 'party' ? '-' : '/'),
      date: one.issuedOn,
      issuer: one.issuer,
      kind: one.kind,
      words: one.words,
    })),
})

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)

/** What the form says laid over what was there: clauses keep whom they ask unless their words were changed. */
function draftFrom(form: FormValues, was: LetterFields): LetterFields {
  const labels = form.all('label')
  const clauses = labels.flatMap((label, at): ClauseInput[] => {
    const text = (form.all('clause')[at] ?? '').trim()
    if (!text) return []
    const before = was.clauses[at]
    const phrases = lines(form.all('asks')[at] ?? '')
    const time = rhythmFrom(form.all('rhythm')[at], form.all('every')[at])
    return [
      {
        ...(before?.sources ? { sources: before.sources } : {}),
        label: label.trim() || String(at + 1),
        text,
        force: before?.force ?? (was.regime === 'party' ? 'yeu-cau' : 'de-nghi'),
        ...time,
        dueOn: time.rhythm === 'deadline' ? plainDate(form.all('due')[at]) : null,
        dueText: before?.dueText ?? null,
        asks: phrases.map(
          phrase => before?.asks.find(ask => ask.phrase === phrase) ?? { phrase, role: 'lead', sentence: text },
        ),
      },
    ]
  })
  return {
    ...was,
    regime: form.text('regime') === 'party' ? 'party' : 'state',
    docType: form.text('docType') || 'công văn',
    subject: form.text('subject'),
    body: form.text('body'),
    place: form.text('place') || null,
    signerTitle: form.text('signerTitle') || null,
    addressees: lines(form.text('addressees')),
    copies: lines(form.text('copies')),
    circulationFloor: form.text('circulationFloor') || null,
    clauses,
  }
}

async function draftPage(
  visit: Visit,
  shown: { to: string; fields: LetterFields; version?: number; problems: readonly Problem[]; preview?: boolean },
): Promise<Response> {
  const { t } = visit
  const { fields, problems } = shown
  const title = t(shown.version === undefined ? 'letters.new' : 'letters.edit')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/letters', label: t('web.nav-letters') }, { label: title }]} />
      <Heading
        title={title}
        kicker={<span lang="vi">{visit.signedIn().unitName}</span>}
        lead={t('letters.draft-lead')}
      />
      <ErrorSummary t={t} problems={problems} />
      {shown.version === undefined && composeTabs(visit, 'letter')}
      {shown.preview && (
        <Preview
          t={t}
          letter={onPaper({ ...fields, issuer: fields.issuer || visit.signedIn().unitName, signed: false })}
        />
      )}
      <Form
        to={shown.to}
        command={visit.newCommand()}
        {...(shown.version === undefined ? {} : { version: shown.version })}
        relaid
      >
        <HeadFields visit={visit} fields={fields} />
        <h2>{t('letters.clauses')}</h2>
        <p class="muted">{t('letters.draft-clauses-text')}</p>
        {[...fields.clauses, ...Array.from({ length: CLAUSES_OFFERED }, () => null)].map((clause, at) => (
          <ClauseFields visit={visit} clause={clause} row={at + 1} />
        ))}
        <Actions>
          <Submit>{t('letters.draft-save')}</Submit>
          <Submit kind="secondary" name="do" value="preview" unfinished>
            {t('letters.preview-do')}
          </Submit>
        </Actions>
      </Form>
    </>,
    { problems },
  )
}

type FieldsShown = { visit: Visit; fields: LetterFields }

/** Everything of a letter that is not a clause. */
const HeadFields = ({ visit: { t }, fields }: FieldsShown) => (
  <>
    <Select
      t={t}
      name="regime"
      label={t('letters.field-regime')}
      value={fields.regime}
      placeholder={null}
      options={['state', 'party'].map(value => ({ value, label: t(`letters.regime-${value}`) }))}
    />
    <TextInput t={t} name="docType" label={t('letters.field-docType')} value={fields.docType} width="short" lang="vi" />
    <TextInput t={t} name="subject" label={t('letters.field-subject')} value={fields.subject} required lang="vi" />
    <TextArea
      t={t}
      name="addressees"
      label={t('letters.field-addressees')}
      hint={t('letters.one-per-line')}
      value={fields.addressees.join('\n')}
      rows={3}
      required
      lang="vi"
    />
    <TextArea
      t={t}
      name="copies"
      label={t('letters.field-copies')}
      hint={t('letters.one-per-line')}
      value={fields.copies.join('\n')}
      rows={2}
      lang="vi"
    />
    <TextArea
      t={t}
      name="body"
      label={t('letters.field-body')}
      hint={t('letters.body-notation')}
      value={fields.body}
      rows={12}
      lang="vi"
    />
    <TextInput t={t} name="place" label={t('letters.field-place')} value={fields.place} width="short" lang="vi" />
    <TextInput
      t={t}
      name="signerTitle"
      label={t('letters.field-signerTitle')}
      value={fields.signerTitle}
      width="short"
      lang="vi"
    />
    <TextInput
      t={t}
      name="circulationFloor"
      label={t('letters.field-circulationFloor')}
      value={fields.circulationFloor}
      width="short"
      lang="vi"
    />
  </>
)

const ClauseFields = ({ visit: { t }, clause, row }: { visit: Visit; clause: ClauseInput | null; row: number }) => (
  <fieldset>
    <legend>{clauseName(t, clause?.label ?? String(row))}</legend>
    <TextInput
      t={t}
      name="label"
      row={row}
      label={t('letters.clause-label')}
      value={clause?.label ?? ''}
      width="short"
    />
    <TextArea
      t={t}
      name="clause"
      row={row}
      label={t('letters.clause-text')}
      value={clause?.text ?? ''}
      rows={3}
      lang="vi"
    />
    <TextArea
      t={t}
      name="asks"
      row={row}
      label={t('letters.clause-asks')}
      hint={t('letters.one-per-line')}
      value={clause?.asks.map(ask => ask.phrase).join('\n') ?? ''}
      rows={2}
      lang="vi"
    />
    <RhythmFields
      t={t}
      names={{ rhythm: 'rhythm', every: 'every', due: 'due', row }}
      time={clause ?? { rhythm: 'standing' }}
    />
  </fieldset>
)

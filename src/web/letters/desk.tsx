import {
  draftOutgoing,
  fieldsOf,
  registerIncoming,
  type ClauseInput,
  type LetterFields,
  type NearDecision,
  type Scan,
} from '../../directives/index.ts'
import { readFile } from '../../files/index.ts'
import { idFrom, plainDate, problem, type DocumentId, type PlainDate, type Problem } from '../../kernel/index.ts'
import type { Letter } from '../../paper/index.ts'
import {
  Breadcrumbs,
  DateInput,
  ErrorSummary,
  Form,
  Heading,
  Note,
  RadioGroup,
  SourceBeside,
  Submit,
  TextInput,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { letterTitle, readingNamed } from './reading.tsx'
import { namesRhythm, rhythmFrom } from './rhythm.tsx'
import { deskFields, marksOf, type Shown } from './desk-fields.tsx'

type Stored = NonNullable<Awaited<ReturnType<typeof readingNamed>>>

/** The desk: the letter on one side, what was read on the other; a person confirms instead of typing. */
export async function showDesk(visit: Visit): Promise<Response> {
  const stored = await readingNamed(visit)
  const letter = stored?.reading.documents[Number(visit.c.req.param('n')) - 1]
  return stored && letter ? deskPage(visit, stored, letter, asRead(letter), []) : notFound(visit)
}

/** Registers the letter as come in, or drafts it as one that this office has signed on paper. */
export async function registerReading(visit: Visit): Promise<Response> {
  const stored = await readingNamed(visit)
  const letter = stored?.reading.documents[Number(visit.c.req.param('n')) - 1]
  if (!stored || !letter) return notFound(visit)
  const form = await visit.form()
  const shown = shownFrom(form, fieldsOf(letter))
  const refuse = (why: Problem) => deskPage(visit, stored, letter, shown, [why])
  const issuedText = form.text('issuedOn')
  if (issuedText && !shown.fields.issuedOn) return refuse(problem('letters.date', undefined, { field: 'issuedOn' }))
  const scan = await scanOf(visit, stored, letter)
  const unit = visit.signedIn().unit
  const input = { unit, fields: shown.fields, reading: letter, scan, decision: decisionFrom(form) }
  if (form.text('as') === 'outgoing') {
    const done = await visit.run(draftOutgoing, { ...input, onPaper: true }, form)
    return done.ok ? visit.done(`/letters/${done.value.document}`, 'letters.done-drafted') : refuse(done.problem)
  }
  const arrivedOn = plainDate(form.text('arrivedOn'))
  if (!arrivedOn) return refuse(problem('letters.date', undefined, { field: 'arrivedOn' }))
  const done = await visit.run(registerIncoming, { ...input, arrivedOn }, form)
  return done.ok ? visit.done(`/letters/${done.value.document}`, 'letters.done-registered') : refuse(done.problem)
}

/**
 * What is kept with the letter. Of a file that holds several letters each keeps its own words only: whoever is sent one
 * of them was not sent the others. The file as it came stays with the reading, inside the office.
 */
async function scanOf(visit: Visit, stored: Stored, letter: Letter): Promise<Scan | null> {
  if (stored.reading.documents.length > 1) {
    const name = [letter.number, letter.symbol?.replace(/\W+/g, '-')].filter(Boolean).join('-') || 'van-ban'
    return { bytes: new TextEncoder().encode(letter.text), mediaType: 'text/plain', name: `${name}.txt` }
  }
  const file = await visit.read(tx => readFile(tx, stored.file))
  return file.ok ? { bytes: file.value.bytes, mediaType: stored.mediaType, name: stored.name } : null
}

const asRead = (letter: Letter): Shown => {
  const fields = fieldsOf(letter)
  return { fields, clauses: fields.clauses.map(clause => ({ clause, kept: true })) }
}

/** What the clerk said about letters that look like this one; nothing when nothing was asked. */
function decisionFrom(form: FormValues): NearDecision | null {
  const same = idFrom<DocumentId>(form.text('sameAs'))
  if (same) return { sameAs: same }
  return form.text('sameAs') === 'different' ? { different: true, why: form.text('why') } : null
}

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)
const orNull = (text: string): string | null => text || null

/** The reading with the clerk's corrections laid over it. */
function shownFrom(form: FormValues, was: LetterFields): Shown {
  // By their place in the reading, so that a second look at the form means the same clauses as the first.
  const clauses = was.clauses.map((clause, at) => ({
    clause: clauseFrom(form, clause, at),
    kept: form.has(`clause-${at}`),
  }))
  const fields: LetterFields = {
    ...was,
    regime: form.text('regime') === 'party' ? 'party' : form.text('regime') === 'youth_union' ? 'youth_union' : 'state',
    docType: form.text('docType') || 'công văn',
    issuer: form.text('issuer'),
    number: orNull(form.text('number')),
    symbol: orNull(form.text('symbol')),
    issuedOn: plainDate(form.text('issuedOn')),
    subject: form.text('subject'),
    place: orNull(form.text('place')),
    signerTitle: orNull(form.text('signerTitle')),
    signerName: orNull(form.text('signerName')),
    circulationFloor: orNull(form.text('circulationFloor')),
    addressees: lines(form.text('addressees')),
    copies: lines(form.text('copies')),
    clauses: clauses.filter(one => one.kept).map(one => one.clause),
  }
  return { fields, clauses }
}

/** A clause with its time as the clerk says. */
function clauseFrom(form: FormValues, clause: ClauseInput, at: number): ClauseInput {
  const time = rhythmFrom(form.text(`rhythm-${at}`), form.text(`every-${at}`))
  // What the letter itself says of a rhythm is kept with its words; the clerk's choice fills what it leaves open.
  const recurrence =
    time.rhythm === 'recurring' && clause.rhythm === 'recurring' && namesRhythm(clause.recurrence)
      ? clause.recurrence
      : time.recurrence
  return {
    ...clause,
    rhythm: time.rhythm,
    recurrence,
    dueOn: time.rhythm === 'deadline' ? plainDate(form.text(`due-${at}`)) : null,
  }
}

async function deskPage(
  visit: Visit,
  stored: Stored,
  letter: Letter,
  shown: Shown,
  problems: readonly Problem[],
): Promise<Response> {
  const { t } = visit
  const { fields } = shown
  const path = `/readings/${stored.id}/${visit.c.req.param('n')}`
  const title = letterTitle(letter, t)
  const near = problems.find(one => /^directives\.(near-match|kept-elsewhere|not-our-letter)$/.test(one.kind))
  const known = problems.find(one => /already-(registered|drafted)$/.test(one.kind))?.values?.['document']
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/read', label: t('web.nav-read') },
          { href: `/readings/${stored.id}`, label: stored.name },
          { label: title },
        ]}
      />
      <Heading title={title} kicker={<span lang="vi">{fields.issuer}</span>} lead={t('letters.desk-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to={path} command={visit.newCommand()}>
        {near && <NearMatch visit={visit} near={near} />}
        {known && (
          <Note tone="info" title={t('letters.known-title')}>
            <p>
              <a href={`/letters/${known}`}>{t('letters.known-open')}</a>
            </p>
          </Note>
        )}
        <SourceBeside
          t={t}
          text={letter.text}
          marks={marksOf(letter)}
          fields={deskFields(visit, letter, shown)}
          foot={<DeskButtons visit={visit} issuedOn={fields.issuedOn} />}
        />
      </Form>
    </>,
    { wide: true, problems },
  )
}

const DeskButtons = ({ visit, issuedOn }: { visit: Visit; issuedOn: PlainDate | null }) => {
  const { t, at } = visit
  return (
    <>
      <DateInput
        t={t}
        name="arrivedOn"
        label={t('letters.field-arrivedOn')}
        value={at.today}
        {...(issuedOn ? { min: issuedOn } : {})}
        max={at.today}
      />
      <div class="actions">
        <Submit name="as" value="incoming">
          {t('letters.as-incoming')}
        </Submit>
        <Submit kind="secondary" name="as" value="outgoing">
          {t('letters.as-outgoing')}
        </Submit>
      </div>
      <p class="muted">{t('letters.as-text')}</p>
    </>
  )
}

/** A letter with almost the same marks is known: the clerk says whether it is that one. */
const NearMatch = ({ visit, near }: { visit: Visit; near: Problem }) => {
  const { t } = visit
  // Only a near match may turn out to be the same paper; what another office keeps is told apart, or not entered.
  const candidates =
    near.kind !== 'directives.near-match'
      ? []
      : [1, 2, 3, 4, 5].flatMap(at => {
          const id = near.values?.[`document${at}`]
          return id
            ? [
                {
                  value: String(id),
                  label: t('letters.same-as', { letter: String(near.values?.[`candidate${at}`] ?? '') }),
                },
              ]
            : []
        })
  return (
    <Note tone="warn" title={t('letters.near-title')}>
      <RadioGroup
        t={t}
        name="sameAs"
        label={t('letters.near-ask')}
        options={[...candidates, { value: 'different', label: t('letters.different') }]}
      />
      <TextInput t={t} name="why" label={t('letters.different-why')} />
    </Note>
  )
}

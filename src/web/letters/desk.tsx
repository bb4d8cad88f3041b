import { draftOutgoing, registerIncoming, type Scan } from '../../directives/index.ts'
import { readFile } from '../../files/index.ts'
import { plainDate, problem, type PlainDate, type Problem } from '../../kernel/index.ts'
import type { Letter } from '../../paper/index.ts'
import {
  Breadcrumbs,
  Checkbox,
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
import type { Visit } from '../visit.ts'
import { CarriedClauses, deskGroups, type Shown } from './desk-fields.tsx'
import { asRead, checkedFrom, decisionFrom, shownFrom } from './desk-form.ts'
import { isUnsure, type DeskView } from './desk-origin.tsx'
import { fieldSpans, pageAt, pagesOf } from './desk-pages.ts'
import { PagePictures, TakeBar, TextPages } from './desk-source.tsx'
import { letterTitle, readingNamed } from './reading.tsx'

type Stored = NonNullable<Awaited<ReturnType<typeof readingNamed>>>

/**
 * The desk: the letter on one side, what was read on the other; a person confirms instead of typing. `?field=number`
 * shows where a field was read, `?page=3` another page of a long letter.
 */
export async function showDesk(visit: Visit): Promise<Response> {
  const stored = await readingNamed(visit)
  const letter = stored?.reading.documents[Number(visit.c.req.param('n')) - 1]
  return stored && letter ? deskPage(visit, stored, letter, asRead(letter), []) : notFound(visit)
}

/**
 * Registers the letter as come in, or drafts it as one that this office has signed on paper. A button that only shows
 * another place of the letter (`look`) changes nothing and keeps what was typed.
 */
export async function registerReading(visit: Visit): Promise<Response> {
  const stored = await readingNamed(visit)
  const letter = stored?.reading.documents[Number(visit.c.req.param('n')) - 1]
  if (!stored || !letter) return notFound(visit)
  const form = await visit.form()
  const shown = shownFrom(form, letter)
  if (form.has('look')) return deskPage(visit, stored, letter, shown, [])
  const refuse = (why: Problem) => deskPage(visit, stored, letter, shown, [why])
  const issuedText = form.text('issuedOn')
  if (issuedText && !shown.fields.issuedOn) return refuse(problem('letters.date', undefined, { field: 'issuedOn' }))
  const scan = await scanOf(visit, stored, letter)
  const unit = visit.signedIn().unit
  const input = {
    unit,
    fields: shown.fields,
    reading: letter,
    scan,
    decision: decisionFrom(form),
    checked: checkedFrom(shown),
  }
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

/** Which page of the text, and which field, the address asks for. */
function viewOf(visit: Visit, stored: Stored, letter: Letter): DeskView {
  const { c } = visit
  const pages = pagesOf(letter.text)
  const spans = fieldSpans(letter)
  const field = c.req.query('field') ?? null
  const first = field === null ? undefined : spans.find(({ path }) => path === field || path.startsWith(`${field}.`))
  const asked = Math.trunc(Number(c.req.query('page') ?? 1)) - 1
  const page = first ? pageAt(pages, first.span.start) : Math.min(pages.length - 1, Math.max(0, asked || 0))
  return { letter, pages, page, spans, field, path: `/readings/${stored.id}/${c.req.param('n')}` }
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
  const view = viewOf(visit, stored, letter)
  const here = view.pages[view.page]!
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
      <Heading title={title} kicker={<span lang="vi">{fields.issuer}</span>} lead={t('desk.lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to={view.path} command={visit.newCommand()}>
        {/* The first button is what the Enter key presses: nobody enters a letter into the book by accident. */}
        <button
          class="hidden"
          type="submit"
          name="look"
          value="here"
          tabindex={-1}
          aria-hidden="true"
          formnovalidate
        ></button>
        {near && <NearMatch visit={visit} near={near} />}
        {known && (
          <Note tone="info" title={t('letters.known-title')}>
            <p>
              <a href={`/letters/${known}`}>{t('letters.known-open')}</a>
            </p>
          </Note>
        )}
        <CarriedClauses view={view} shown={shown} />
        <SourceBeside
          t={t}
          text={letter.text.slice(here.start, here.end)}
          start={here.start}
          marks={marksOn(view)}
          above={
            <>
              <TextPages visit={visit} view={view} />
              <PagePictures visit={visit} stored={stored} view={view} />
            </>
          }
          below={<TakeBar t={t} />}
          groups={deskGroups(visit, view, shown, problems)}
          foot={<DeskButtons visit={visit} issuedOn={fields.issuedOn} confirmed={shown.confirmed} />}
        />
      </Form>
    </>,
    { wide: true, styles: ['desk.css'], scripts: ['desk.js'], problems },
  )
}

/** The marks of the page of text that is shown, moved to its beginning. */
const marksOn = ({ spans, pages, page, field }: DeskView) => {
  const { start, end } = pages[page]!
  return spans
    .filter(({ span }) => span.start < end && span.end > start)
    .map(({ id, number, path, span }) => ({
      id,
      number,
      start: span.start - start,
      end: span.end - start,
      unsure: isUnsure(span),
      chosen: field !== null && (path === field || path.startsWith(`${field}.`)),
    }))
}

const DeskButtons = ({
  visit,
  issuedOn,
  confirmed,
}: {
  visit: Visit
  issuedOn: PlainDate | null
  confirmed: boolean
}) => {
  const { t, at } = visit
  return (
    <div class="desk-foot">
      <Checkbox
        t={t}
        name="confirmed"
        label={t('desk.confirmed')}
        hint={t('desk.confirmed-hint')}
        checked={confirmed}
      />
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
    </div>
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

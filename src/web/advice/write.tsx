import { adviceToWrite, editAdvice, propose, type AdviceFields, type AdviceId } from '../../advice/index.ts'
import { letterWithClauses } from '../../reports/index.ts'
import {
  idFrom,
  no,
  plainDate,
  problem,
  yes,
  type DocumentId,
  type Problem,
  type Result,
  type UnitId,
} from '../../kernel/index.ts'
import {
  Breadcrumbs,
  Checkbox,
  DateInput,
  ErrorSummary,
  FileInput,
  Form,
  Heading,
  Select,
  Submit,
  TextArea,
  TextInput,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { fileIn } from '../dossiers/move-dossier.ts'
import { clauseName } from '../letters/clause-name.ts'
import type { FormValues, Visit } from '../visit.ts'
import { daysInWords } from './shared.tsx'

export const adviceNamed = (visit: Visit): AdviceId | null => idFrom<AdviceId>(visit.c.req.param('id'))

export const showNew = (visit: Visit) => writePage(visit, null, [])

export const showEdit = (visit: Visit) => writePage(visit, adviceNamed(visit) ?? 'none', [])

/** The form, for a new proposal or for one not sent yet: of the unit one works for, while it can still be changed. */
async function writePage(
  visit: Visit,
  id: AdviceId | 'none' | null,
  problems: readonly Problem[],
  typed?: FormValues,
): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  if (id === 'none') return notFound(visit)
  const found = await visit.read(async tx => {
    const desk = await adviceToWrite(tx, actor.unit, id)
    const document = idFrom<DocumentId>(
      typed ? typed.text('document') : (desk.was?.document ?? visit.c.req.query('letter')),
    )
    return {
      ...desk,
      about: document ? await letterWithClauses(tx, document, actor.unit, visit.at.today) : null,
    }
  })
  const { was } = found
  const open = was !== null && was.unit === actor.unit && ['draft', 'returned'].includes(was.state)
  if (id !== null && !open) return notFound(visit)
  const title = t(was ? 'advice.edit' : 'advice.new')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/advice', label: t('advice.title') }, { label: title }]} />
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={title}
        lead={t('advice.new-lead', { days: daysInWords(t, found.settings.answerDays, found.settings) })}
      />
      <ErrorSummary t={t} problems={problems} />
      <Form
        to={was ? `/advice/${was.id}/edit` : '/advice'}
        command={visit.newCommand()}
        hidden={found.about ? { document: found.about.letter.id } : {}}
        files
        {...(was ? { version: was.version } : {})}
      >
        <Select
          t={t}
          name="superior"
          label={t('advice.superior')}
          hint={t('advice.superior-hint')}
          value={was?.superior ?? ''}
          options={found.superiors.map(one => ({ value: one.id, label: `${one.name} (${one.areaName})` }))}
          required
        />
        {found.about && (
          <>
            <p>{t('advice.about-letter', { letter: found.about.letter.printed || found.about.letter.subject })}</p>
            <Select
              t={t}
              name="clause"
              label={t('advice.clause')}
              value={was?.clause ? String(was.clause) : ''}
              placeholder={t('advice.clause-none')}
              options={found.about.clauses.map(one => ({
                value: String(one.ordinal),
                label: clauseName(t, one.label),
              }))}
            />
          </>
        )}
        <TextInput t={t} name="subject" label={t('advice.subject')} value={was?.subject ?? ''} required lang="vi" />
        <TextArea
          t={t}
          name="body"
          label={t('advice.body')}
          hint={t('advice.body-hint')}
          value={was?.body ?? ''}
          rows={10}
          lang="vi"
        />
        <TextArea
          t={t}
          name="asked"
          label={t('advice.asked')}
          hint={t('advice.asked-hint')}
          value={was?.asked ?? ''}
          rows={3}
          required
          lang="vi"
        />
        <DateInput t={t} name="wishedOn" label={t('advice.wished-on')} value={was?.wishedOn ?? ''} />
        <FileInput t={t} name="file" label={t('dossiers.file')} hint={t('dossiers.file-hint')} />
        <Checkbox t={t} name="declaredOpen" label={t('dossiers.declare-open')} />
        <Submit>{t('advice.save')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

function fieldsFrom(form: FormValues): Result<AdviceFields> {
  const superior = idFrom<UnitId>(form.text('superior'))
  if (!superior) return no(problem('advice.superior-missing', undefined, { field: 'superior' }))
  const wished = form.text('wishedOn')
  const wishedOn = plainDate(wished)
  if (wished && !wishedOn) return no(problem('letters.date', undefined, { field: 'wishedOn' }))
  const clause = Number(form.text('clause'))
  return yes({
    superior,
    subject: form.text('subject'),
    body: form.text('body'),
    asked: form.text('asked'),
    document: idFrom<DocumentId>(form.text('document')),
    clause: Number.isInteger(clause) && clause > 0 && clause < 32_768 ? clause : null,
    wishedOn,
  })
}

export async function proposeForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const [fields, file] = [fieldsFrom(form), await fileIn(form)]
  if (!fields.ok) return writePage(visit, null, [fields.problem], form)
  if (!file.ok) return writePage(visit, null, [file.problem], form)
  const done = await visit.run(
    propose,
    { unit: visit.signedIn().unit, fields: fields.value, file: file.value, declaredOpen: form.has('declaredOpen') },
    form,
  )
  return done.ok
    ? visit.done(`/advice/${done.value.advice}`, 'advice.done-proposed')
    : writePage(visit, null, [done.problem], form)
}

export async function editForm(visit: Visit): Promise<Response> {
  const advice = adviceNamed(visit)
  if (!advice) return notFound(visit)
  const form = await visit.form()
  const [fields, file] = [fieldsFrom(form), await fileIn(form)]
  if (!fields.ok) return writePage(visit, advice, [fields.problem], form)
  if (!file.ok) return writePage(visit, advice, [file.problem], form)
  const at = { advice, version: form.number('version') }
  const done = await visit.run(
    editAdvice,
    { ...at, fields: fields.value, file: file.value, declaredOpen: form.has('declaredOpen') },
    form,
  )
  return done.ok
    ? visit.done(`/advice/${advice}`, 'advice.done-edited')
    : writePage(visit, advice, [done.problem], form)
}

import { fold, idFrom } from '../../kernel/index.ts'
import { buildForm, formById, type SheetForm, type SheetFormId } from '../../sheets/index.ts'
import { translator } from '../../words/index.ts'
import {
  Actions,
  Breadcrumbs,
  composeMessage,
  CopyMessage,
  DescriptionList,
  Heading,
  LinkButton,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'

async function formNamed(visit: Visit): Promise<SheetForm | null> {
  const id = idFrom<SheetFormId>(visit.c.req.param('id'))
  return id && (await visit.read(tx => formById(tx, id)))
}

/** One form: whom it is for, the file, and the message that goes along. */
export async function showForm(visit: Visit): Promise<Response> {
  const { t, deps } = visit
  const form = await formNamed(visit)
  if (!form) return notFound(visit)
  const { document, period, unit } = form.layout
  const title = t('sheets.form-title', { code: form.code })
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${document.id}/sheets`, label: document.printed || t('letters.no-number') },
          { label: title },
        ]}
      />
      <Heading title={title} kicker={<span lang="vi">{unit.name}</span>} lead={t('sheets.what-next')} />
      <Actions>
        <LinkButton to={`/sheets/${form.id}/file`}>{t('sheets.download')}</LinkButton>
        <LinkButton to="/sheets/import" kind="secondary">
          {t('sheets.import')}
        </LinkButton>
      </Actions>
      <DescriptionList
        items={[
          { label: t('sheets.code'), value: <strong>{form.code}</strong> },
          { label: t('sheets.unit'), value: <span lang="vi">{unit.name}</span> },
          { label: t('sheets.letter'), value: <a href={`/letters/${document.id}`}>{document.printed}</a> },
          {
            label: t('sheets.period'),
            value: t('sheets.period-from', { key: period.key, from: t.date(period.from), until: t.date(period.until) }),
          },
        ]}
      />
      <CopyMessage
        t={t}
        open
        text={composeMessage(
          'form',
          {
            letter: { ...document, floor: document.limited ? 'limited' : null },
            unit: unit.name,
            code: form.code,
            period: period.key,
            dueOn: null,
            link: `${deps.publicUrl}/sheets/${form.id}`,
          },
          t,
        )}
      />
    </>,
  )
}

/** The workbook, named so that it is found again among a hundred others. */
export async function downloadForm(visit: Visit): Promise<Response> {
  const form = await formNamed(visit)
  if (!form) return notFound(visit)
  const vi = translator(visit.deps.words, 'vi')
  const bytes = buildForm(form, {
    sample: visit.deps.world()?.demonstration ?? false,
    indicatorName: key => (vi.has(`indicators.${key}`) ? vi(`indicators.${key}`) : key),
  })
  const unit = fold(form.layout.unit.name).replace(/[^a-z0-9]+/g, '-')
  return visit.c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': `attachment; filename="bieu-${form.code}-${unit.slice(0, 60)}.xlsx"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}

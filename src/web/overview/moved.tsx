import { STEPS, type Look, type Moved, type Step, type WhoMoved } from '../../overview/index.ts'
import { EmptyState, MatrixPicture, type MatrixCell, type MatrixRow } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { behindPath, overviewPath } from './address.ts'

/** The column of a step counts those that the directive was sent to; tasks only those that have one. */
const wholeOf = (row: Moved, step: Step): number => (step === 'tasks' ? row.asked : row.sent)

/** Who moved: by area, by line and by directive, each as a picture that is a table. */
export const WhoMovedView = ({ visit, look, moved }: { visit: Visit; look: Look; moved: WhoMoved }) => {
  const { t } = visit
  if (moved.total.sent === 0)
    return <EmptyState title={t('overview.none')}>{<p>{t('overview.none-text')}</p>}</EmptyState>
  const columns = STEPS.map(step => t(`overview.step-${step}`))
  const cells = (row: Moved, more: Readonly<Record<string, string | null>>): MatrixCell[] =>
    STEPS.map(step =>
      wholeOf(row, step) === 0
        ? null
        : {
            part: row[step],
            whole: wholeOf(row, step),
            href: behindPath(visit, look, step, more),
            partHref: behindPath(visit, look, step, { ...more, state: 'done' }),
          },
    )
  const opened = moved.opened
  const areas: MatrixRow[] = moved.areas.map(row => ({
    label: row.own ? t('overview.own-level', { area: row.name }) : row.name,
    vietnamese: !row.own,
    cells: cells(row, { area: row.area, own: row.own ? '1' : null }),
    ...(row.opens ? { href: overviewPath(visit, look, 'moved', { area: row.area, own: null }) } : {}),
  }))
  return (
    <>
      <p>
        <a href={behindPath(visit, look, 'received')}>{t('overview.moved-count', { count: moved.total.sent })}</a>
        {t('overview.moved-lead', { date: t.date(look.on) })}
      </p>
      {look.area && (
        <p>
          <a href={overviewPath(visit, { ...look, area: opened?.above ?? null, own: false }, 'moved')}>
            ← {t('overview.up')}
          </a>
        </p>
      )}
      <MatrixPicture
        t={t}
        id="moved-areas"
        title={opened ? t('overview.by-area-in', { area: opened.name }) : t('overview.by-area')}
        heads={t('overview.area')}
        columns={columns}
        rows={[{ label: t('overview.all'), cells: cells(moved.total, {}) }, ...areas]}
      />
      <MatrixPicture
        t={t}
        id="moved-lines"
        title={t('overview.by-line')}
        heads={t('overview.line')}
        columns={columns}
        rows={moved.lines.map(row => ({ label: t(`org.line.${row.line}`), cells: cells(row, { line: row.line }) }))}
      />
      {!look.letter && (
        <MatrixPicture
          t={t}
          id="moved-directives"
          title={t('overview.by-directive')}
          heads={t('overview.directive')}
          columns={columns}
          rows={moved.directives.map(row => ({
            label: row.printed || row.subject,
            vietnamese: true,
            href: `/letters/${row.document}/overview`,
            cells: cells(row, { letter: row.document }),
          }))}
        />
      )}
    </>
  )
}

import { AUDIENCES, type StudyCoverage, type UnitStudy } from '../../dissemination/index.ts'
import type { UnitId } from '../../kernel/index.ts'
import { Cards, Details, KeyFigure, StackedBar, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { AnswersTable } from './answers-table.tsx'
import { reachedParts } from './ours.tsx'

/** The coverage of all units below, over the letter and what passes it on. Nothing where only the own unit is in sight. */
export const OverThread = ({ visit, coverage, own }: { visit: Visit; coverage: StudyCoverage; own: UnitId }) => {
  const { t } = visit
  const { total } = coverage
  if (coverage.units.every(each => each.unit === own)) return null
  const reached = total.present + total.caughtUp
  return (
    <section>
      <h2>{t('study.thread')}</h2>
      <p class="muted">{t('study.thread-lead')}</p>
      <Cards>
        <KeyFigure
          label={t('study.units-held')}
          value={t('study.of', { part: total.unitsHeld, whole: total.unitsAddressed })}
        />
        <KeyFigure
          label={t('study.cells-reached')}
          value={t('study.of', { part: total.cellsReached, whole: total.cells })}
        />
        <KeyFigure label={t('study.sessions')} value={t.number(total.sessions)} />
        <KeyFigure label={t('study.reached')} value={t.number(reached)} note={t.percent(reached, total.people)} />
      </Cards>
      {total.people === 0 ? (
        <p>{t('study.nothing-yet')}</p>
      ) : (
        <StackedBar
          t={t}
          id="thread"
          title={t('study.bar-thread', { reached, people: total.people, sessions: total.sessions })}
          parts={reachedParts(t, total)}
        />
      )}
      {coverage.byAudience.length > 1 &&
        AUDIENCES.flatMap(audience => coverage.byAudience.filter(each => each.audience === audience)).map(each => (
          <StackedBar
            t={t}
            id={`audience-${each.audience}`}
            title={t('study.bar-audience', {
              audience: t(`study.audience-${each.audience}`),
              reached: each.present + each.caughtUp,
              people: each.people,
            })}
            parts={reachedParts(t, each)}
          />
        ))}
      <ByUnit visit={visit} coverage={coverage} />
      <WaitingCells visit={visit} coverage={coverage} />
      {coverage.answers.length > 0 && <AnswersTable t={t} answers={coverage.answers} questions={[]} />}
    </section>
  )
}

const ByUnit = ({ visit: { t }, coverage }: { visit: Visit; coverage: StudyCoverage }) => {
  const columns: Column<UnitStudy>[] = [
    {
      key: 'unit',
      label: t('study.unit'),
      heads: true,
      cell: row => (
        <a href={`/units/${row.unit}`} lang="vi">
          {row.name}
        </a>
      ),
    },
    { key: 'sessions', label: t('study.sessions'), cell: row => t.number(row.sessions), numeric: true },
    {
      key: 'cells',
      label: t('study.cells-reached'),
      cell: row => (row.cells === 0 ? '—' : t('study.of', { part: row.cellsReached, whole: row.cells })),
      numeric: true,
    },
    { key: 'people', label: t('study.people'), cell: row => t.number(row.people), numeric: true },
    { key: 'reached', label: t('study.reached'), cell: row => t.number(row.present + row.caughtUp), numeric: true },
    {
      key: 'share',
      label: t('study.share'),
      cell: row => (row.people === 0 ? '—' : t.percent(row.present + row.caughtUp, row.people)),
      numeric: true,
    },
  ]
  const more = coverage.total.units > coverage.units.length
  return (
    <>
      <Table t={t} caption={t('study.by-unit')} columns={columns} rows={coverage.units} />
      {more && <p class="muted">{t('study.listed', { count: coverage.units.length })}</p>}
    </>
  )
}

const WaitingCells = ({ visit: { t }, coverage }: { visit: Visit; coverage: StudyCoverage }) => {
  const { total, waiting } = coverage
  if (total.cells === 0) return null
  const left = total.cells - total.cellsReached
  if (left === 0) return <p>{t('study.waiting-none')}</p>
  const byUnit = [...Map.groupBy(waiting, each => each.unitName)]
  return (
    <Details summary={t('study.waiting', { count: left })}>
      <dl class="facts" lang="vi">
        {byUnit.map(([unit, cells]) => (
          <div>
            <dt>{unit}</dt>
            <dd>{cells.map(cell => cell.name).join('; ')}</dd>
          </div>
        ))}
      </dl>
      {left > waiting.length && <p class="muted">{t('study.listed', { count: waiting.length })}</p>}
    </Details>
  )
}

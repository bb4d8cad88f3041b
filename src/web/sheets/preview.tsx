import type { T } from '../../words/index.ts'
import {
  AUDIENCE_NAMES,
  SHEET_TITLES,
  STUDY_FORMS,
  type ActivityFill,
  type PreviewLine,
  type RollFill,
  type SessionFill,
  type TaskFill,
} from '../../sheets/index.ts'
import { Badge, Table, type Column, type Tone } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const TONE: Readonly<Record<PreviewLine['fate'], Tone>> = {
  new: 'good',
  already: 'neutral',
  changed: 'warn',
  gone: 'info',
}

/** What becomes of each thing that the workbook says, row by row, with what was recorded before where it differs. */
export const PreviewTable = ({ visit: { t }, lines }: { visit: Visit; lines: readonly PreviewLine[] }) => {
  const columns: Column<PreviewLine>[] = [
    {
      key: 'sheet',
      label: t('sheets.at-sheet'),
      cell: line => <span lang="vi">{SHEET_TITLES[line.kind]}</span>,
      heads: true,
    },
    { key: 'row', label: t('sheets.row'), cell: line => (line.row === null ? '—' : String(line.row)), numeric: true },
    {
      key: 'content',
      label: t('sheets.content'),
      cell: line => (
        <span lang="vi">
          {contentOf(t, line.kind, line.fill, line.branchName)}
          {line.before && (
            <span class="hint">
              {' '}
              {t('sheets.before', { text: contentOf(t, line.kind, line.before, line.branchName) })}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'fate',
      label: t('sheets.fate'),
      cell: line => <Badge tone={TONE[line.fate]}>{t(`sheets.fate-${line.fate}`)}</Badge>,
    },
  ]
  return <Table t={t} caption={t('sheets.content')} captionHidden columns={columns} rows={lines} />
}

/** One thing in a line of words, from the system's own names and not from those in the file. */
function contentOf(t: T, kind: PreviewLine['kind'], fill: PreviewLine['fill'], branch: string | null): string {
  switch (kind) {
    case 'tasks': {
      const { clause, done, note } = fill as TaskFill
      return done === 'taken'
        ? t('sheets.line-task-taken', { clause: String(clause) })
        : t('sheets.line-task-finished', { clause: String(clause), note })
    }
    case 'roll': {
      const { audience, people } = fill as RollFill
      return t('sheets.line-roll', { branch: branch ?? '', audience: AUDIENCE_NAMES[audience], people })
    }
    case 'sessions':
      return sessionLine(t, fill as SessionFill)
    case 'activities': {
      const { title, fromOn, results } = fill as ActivityFill
      const figures = results.map(each => `${t(`indicators.${each.indicator}`)}: ${t.number(each.amount)}`).join('; ')
      return t('sheets.line-activity', { title, from: t.date(fromOn), results: figures })
    }
  }
}

const sessionLine = (t: T, { form, from, place, rows }: SessionFill): string => {
  const sum = (of: (row: SessionFill['rows'][number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [day, time] = from.split('T')
  return t('sheets.line-session', {
    form: STUDY_FORMS[form],
    from: `${time} ${day!.split('-').reverse().join('/')}`,
    place,
    called: sum(row => row.called),
    present: sum(row => row.present),
    caught: sum(row => row.caughtUp),
  })
}

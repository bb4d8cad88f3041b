import type { Rhythm } from '../../directives/index.ts'
import type { T } from '../../words/index.ts'
import { DateInput, Select } from '../kit/index.ts'

const RHYTHMS = ['deadline', 'recurring', 'standing']
const EVERY = ['week', 'month', 'quarter', 'half-year', 'year']

const everyIn = (recurrence: unknown): string | null => {
  const every = recurrence && typeof recurrence === 'object' && 'every' in recurrence ? recurrence.every : null
  return typeof every === 'string' && EVERY.includes(every) ? every : null
}

/** The rhythm that a form shows for a clause; half a year where nothing else is said. */
export const everyOf = (recurrence: unknown): string => everyIn(recurrence) ?? 'half-year'

/** Whether the letter itself says how often: a bare "định kỳ" does not, nor do two rhythms at once fit one choice. */
export const namesRhythm = (recurrence: unknown): boolean =>
  everyIn(recurrence) !== null || (Array.isArray(recurrence) && recurrence.length > 0)

type Names = { readonly rhythm: string; readonly every: string; readonly due: string; readonly row?: number }
type Time = { readonly rhythm: string; readonly recurrence?: unknown; readonly dueOn?: string | null }

/** The kind of time that a clause has: có hạn, định kỳ or thường xuyên, with its day or its rhythm. */
export const RhythmFields = ({ t, names, time }: { t: T; names: Names; time: Time }) => {
  const row = names.row === undefined ? {} : { row: names.row }
  return (
    <div class="form-row">
      <Select
        t={t}
        name={names.rhythm}
        {...row}
        label={t('letters.clause-time')}
        value={time.rhythm}
        placeholder={null}
        options={RHYTHMS.map(value => ({ value, label: t(`task.rhythm-${value}`) }))}
      />
      <Select
        t={t}
        name={names.every}
        field="recurrence"
        {...row}
        label={t('letters.clause-every')}
        value={everyOf(time.recurrence)}
        placeholder={null}
        options={EVERY.map(value => ({ value, label: t(`letters.every-${value}`) }))}
      />
      <DateInput
        t={t}
        name={names.due}
        field="dueOn"
        {...row}
        label={t('letters.clause-due')}
        value={time.dueOn ?? null}
      />
    </div>
  )
}

/** What the fields above sent: a rhythm only for what recurs, a day only for what has a deadline. */
export const rhythmFrom = (
  rhythm: string | undefined,
  every: string | undefined,
): { rhythm: Rhythm; recurrence: { every: string } | null } => {
  const chosen: Rhythm = rhythm === 'deadline' || rhythm === 'recurring' ? rhythm : 'standing'
  return {
    rhythm: chosen,
    recurrence: chosen === 'recurring' ? { every: EVERY.find(one => one === every) ?? 'half-year' } : null,
  }
}

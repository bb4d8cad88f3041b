import type { LineStanding, Standing } from '../../urging/index.ts'
import type { T } from '../../words/index.ts'
import { Badge, type Tone } from '../kit/index.ts'
import { clauseName } from '../letters/clause-name.ts'
import { periodName } from '../reports/words.ts'

const TONE: Readonly<Record<Standing, Tone>> = {
  late: 'warn',
  unopened: 'warn',
  asked: 'info',
  near: 'info',
  waiting: 'neutral',
}

/** How one line stands, in words: so many working days past, or days left. */
export const StandingBadge = ({ t, line }: { t: T; line: LineStanding }) => (
  <Badge tone={TONE[line.standing]}>{t(`urging.standing-${line.standing}`, { count: line.days })}</Badge>
)

/** What is awaited: a clause, a report, or that the letter is taken into the register. */
export const AwaitedOf = ({ t, line }: { t: T; line: LineStanding }) => (
  <>
    {line.kind === 'unopened'
      ? t(line.opened ? 'urging.not-registered' : 'urging.not-opened', { date: t.date(line.dueOn) })
      : line.kind === 'report'
        ? t('urging.awaits-report', { period: periodName(t, line.about), date: t.date(line.dueOn) })
        : line.label === null
          ? t('urging.due', { date: t.date(line.dueOn) })
          : `${clauseName(t, line.label)}, ${t('urging.due', { date: t.date(line.dueOn) })}`}
  </>
)

import { no, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { writeRules } from './calendar.sql.ts'
import { mayKeep } from './keep-quiet-days.ts'
import { KEEPS_CALENDAR } from './policy.ts'
import { rulesProblem } from './rules.ts'
import type { UrgingRules } from './types.ts'

/** Sets how reminders go, for the whole installation. Refuses `urging.before` and `urging.rule-range` at their fields. */
export const setUrgingRules = useCase<UrgingRules, UrgingRules>(
  'urging.set-rules',
  KEEPS_CALENDAR,
  async (tx, _by, { before, first, every, most, unanswered }) => {
    const may = await mayKeep(tx)
    if (!may.ok) return may
    const rules = { before: [...new Set(before)].sort((a, b) => b - a), first, every, most, unanswered }
    const wrong = rulesProblem(rules)
    if (wrong) return no(wrong)
    await writeRules(tx, rules)
    return yes(rules)
  },
)

/** programmes: what units planned and did, and what came of it. An activity counts once, whoever claims it. */
export * from './types.ts'

// Activities
export type { NewActivity } from './begin.ts'
export { planActivity } from './plan-activity.ts'
export { recordActivity } from './record-activity.ts'
export { editActivity, type EditActivity } from './edit-activity.ts'
export { holdActivity } from './hold-activity.ts'
export { withdrawActivity, type WithdrawActivity } from './withdraw-activity.ts'
export { claimActivity, type ClaimActivity, type Claimed } from './claim-activity.ts'
export { endActivityFile, type EndActivityFile } from './end-file.ts'

// Plans
export { setPlan, type Planned, type SetPlan } from './set-plan.ts'

// Rules that pages share
export { ACTIVITY, LISTS, type ActivityMove, type ActivityNeed } from './rules.ts'
export { mayMoveActivity, mayPlan, mayRecord } from './policy.ts'
export { activityLink } from './links.ts'
export { periodOf, periodsSince, type Period, type PeriodLength } from './periods.ts'

// Reads
export { reachOf, resultsOf, type IndicatorTotal, type ResultsOf } from './results.sql.ts'
export { activitiesOf, type ActivityLine, type ActivityQuery, type ResultLine } from './list.sql.ts'
export { activityOf, type ActivityView, type Amendment, type ClauseStep, type ServedTask } from './view.sql.ts'
export { choicesFor, planOf, type AreaChoice, type FormChoices, type PlanLine, type TaskChoice } from './form.sql.ts'
export { openFiles } from './open-files.ts'
export { fsckProgrammes } from './fsck.sql.ts'

/** urging: quiet days, reminders, who is late (by authority only), the letter that urges, the log. */
export * from './types.ts'

// The calendar, which other rooms count working days with
export {
  calendarOf,
  endOfDeadline,
  nextWorkingDay,
  workingDaysBack,
  workingDaysBetween,
  type Calendar,
} from './calendar.ts'
export { calendarView, keepingOf, namedQuietDays, type CalendarView, type NamedDay } from './calendar.sql.ts'
export { addQuietDay, confirmDay, removeQuietDay, type AddQuietDay, type QuietDayAt } from './keep-quiet-days.ts'
export { setUrgingRules } from './set-rules.ts'

// The night's work
export { urgeAll, urgingOf, type Gather, type Urged } from './urge-all.ts'

// Who is late, and what was done about it
export {
  lateOf,
  ownLines,
  rightsOver,
  urgingViewOf,
  type DateAsked,
  type Letter,
  type Right,
  type Urging,
  type UrgingView,
} from './lines.sql.ts'
export { draftUrging, isUrged, UNITS_MAX, type DraftUrging } from './draft-letter.ts'

// Called by the rooms that await something of units
export { awaitAgain, endAwaited, setAwaited } from './awaited.sql.ts'

// The log that leaders read
export { logByDay, logByLetter, logByUnit, type ByDay, type ByLetter, type ByUnit } from './log.sql.ts'
export { fsckUrging } from './fsck.sql.ts'

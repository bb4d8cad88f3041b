/** overview: what leaders see over the tree and over time: who moved, who waits for whom, what stands out. Writes nothing. */
export {
  endOf,
  isStep,
  kindsOf,
  lineOf,
  STEPS,
  type BehindRow,
  type BehindThing,
  type Look,
  type Moved,
  type MovedArea,
  type MovedDirective,
  type MovedLine,
  type Step,
} from './types.ts'
export { movedAndFacts } from './whole.sql.ts'
export { whoMoved, type WhoMoved } from './moved.sql.ts'
export { BEHIND_PAGE, recordsBehindStep, THINGS_SHOWN, type Behind } from './behind.sql.ts'
export {
  FLOWS_DRAWN,
  isWait,
  MATTERS_PAGE,
  mattersThatWait,
  WAITS,
  WAITS_LISTED,
  whoWaits,
  type Matter,
  type Wait,
  type WaitKind,
  type Waits,
  type Which,
} from './waits.sql.ts'
export { isSeries, SERIES, type SeriesKey } from './happened.sql.ts'
export { EVENTS_PAGE, eventsBehind, overTime, type Event, type OverTime, type Pace, type Point } from './time.sql.ts'
export { RULE_KEYS, standOut, type Facts, type Finding, type RuleKey } from './rules.ts'
export { factsOf } from './facts.sql.ts'

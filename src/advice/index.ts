/** advice: proposals to a superior, opinions, decisions, and the superior's clock. */
export type * from './types.ts'
export { editAdvice, propose, sendAdvice, withdrawAdvice, type EditAdvice, type Propose } from './propose.ts'
export { askOpinion, giveOpinion, type AskOpinion, type GiveOpinion } from './opinion.ts'
export { decide, extendAdvice, returnAdvice, type Decide } from './decide.ts'
export { remindOfAdvice } from './remind.sql.ts'
export { ADVICE, clockOf, OPINION, restBetween, type AdviceMove, type Clock, type Days } from './rules.ts'
export { mayGiveOpinion, mayMove as mayMoveAdvice, mayWrite as mayWriteAdvice } from './policy.ts'
export { adviceSettings, superiorsOf, type AdviceSettings, type SuperiorUnit } from './advice.sql.ts'
export {
  adviceDesks,
  adviceOf,
  adviceToWrite,
  type AdviceDesks,
  type AdviceLine,
  type AdviceView,
  type OpinionView,
} from './reads.sql.ts'
export { fsckAdvice } from './fsck.sql.ts'

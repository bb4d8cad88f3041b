import { FEW, isFew } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'

/** A count of people: small ones are written in full only where the reader's own unit counted them. */
export const peopleText = (t: T, people: number, own: boolean): string =>
  !own && isFew(people) ? t('overview.fewer-than', { few: FEW }) : t.number(people)

/** A sum of people, and how many sessions of fewer than five are not in it. */
export const peopleSum = (t: T, people: number, leftOut: number): string =>
  leftOut > 0 ? t('overview.and-few', { people, count: leftOut, few: FEW }) : t.number(people)

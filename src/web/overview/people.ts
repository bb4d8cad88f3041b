import type { T } from '../../words/index.ts'

/** Of fewer than this many one could guess who they were. */
export const FEW = 5

/** A count of people: small ones are written in full only where the reader's own unit counted them. */
export const peopleText = (t: T, people: number, own: boolean): string =>
  !own && people > 0 && people < FEW ? t('overview.fewer-than', { few: FEW }) : t.number(people)

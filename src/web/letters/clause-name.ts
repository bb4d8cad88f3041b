import type { T } from '../../words/index.ts'

/** "Điểm 2.a" where the letter numbers its clauses; "Đoạn 1" where it does not and paragraphs were counted (p1, III.p2). */
export const clauseName = (t: T, label: string): string => {
  const counted = /^(?:(.+)\.)?p(\d+)$/.exec(label)
  if (!counted) return t('letters.clause', { label })
  return counted[1]
    ? t('letters.paragraph-in', { section: counted[1], number: counted[2]! })
    : t('letters.paragraph', { number: counted[2]! })
}

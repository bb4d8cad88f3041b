/** What stands out, by rules that anyone can read: each takes figures and answers with sentences, or with nothing. */

/** How an area has moved: how many days ago something last happened there, and how much in the last fourteen days. */
export type AreaFact = {
  readonly area: string
  readonly name: string
  readonly recipients: number
  readonly quietDays: number | null
  readonly sentDays: number
  readonly recent: number
}
/** A figure in the last thirty days and in the thirty before. */
export type FigureFact = {
  readonly area: string
  readonly name: string
  readonly indicator: string
  readonly now: number
  readonly before: number
}
/** A unit's own plan for the year and what it has reached; the share of the year that is over, 0 to 1. */
export type PlanFact = {
  readonly unit: string
  readonly name: string
  readonly indicator: string
  readonly plan: number
  readonly done: number
  readonly elapsed: number
}
/** A roll changed after it was frozen. */
export type RollFact = {
  readonly document: string
  readonly unit: string
  readonly name: string
  readonly changes: number
  readonly before: number
  readonly after: number
}
/** Letters given back by the bodies of one line. */
export type ReturnFact = { readonly line: string; readonly sent: number; readonly returned: number }

export type Facts = {
  readonly areas: readonly AreaFact[]
  readonly figures: readonly FigureFact[]
  readonly plans: readonly PlanFact[]
  readonly rolls: readonly RollFact[]
  readonly returns: readonly ReturnFact[]
}

/** One thing that stands out. `about` says where the link leads; the values fill the rule's sentence. */
export type Finding = {
  readonly rule: RuleKey
  readonly about: { readonly area?: string; readonly unit?: string; readonly document?: string; readonly line?: string }
  readonly values: Readonly<Record<string, string | number>>
}

export const QUIET_DAYS = 14
/** A comparison of small numbers says nothing: below this many, a figure is not compared with its past. */
export const COMPARED_FROM = 10
export const RETURNS_FROM = 3

type Rule<F> = {
  readonly of: keyof Facts
  readonly test: (fact: F, all: Facts) => Finding['values'] | null
  readonly about: (fact: F) => Finding['about']
}
const rule = <F>(of: keyof Facts, test: Rule<F>['test'], about: Rule<F>['about']) =>
  ({ of, test, about }) as Rule<never>

/** The rules, one a line; the sentences are in the catalogue under `overview.rule-…`. */
export const RULES = {
  quiet: rule<AreaFact>(
    'areas',
    (fact, { areas }) => {
      const quiet = fact.quietDays ?? fact.sentDays
      const others = areas.some(other => other.area !== fact.area && other.recent > 0)
      return fact.recipients > 0 && fact.recent === 0 && quiet >= QUIET_DAYS && others
        ? { name: fact.name, days: quiet }
        : null
    },
    ({ area }) => ({ area }),
  ),
  doubled: rule<FigureFact>(
    'figures',
    ({ name, indicator, now, before }) =>
      before >= COMPARED_FROM && now >= 2 * before ? { name, indicator, now, before } : null,
    ({ area }) => ({ area }),
  ),
  halved: rule<FigureFact>(
    'figures',
    ({ name, indicator, now, before }) =>
      before >= COMPARED_FROM && now * 2 <= before ? { name, indicator, now, before } : null,
    ({ area }) => ({ area }),
  ),
  'plan-over': rule<PlanFact>(
    'plans',
    ({ name, indicator, plan, done }) => (plan > 0 && done * 100 > plan * 150 ? { name, indicator, plan, done } : null),
    ({ unit }) => ({ unit }),
  ),
  'plan-under': rule<PlanFact>(
    'plans',
    ({ name, indicator, plan, done, elapsed }) =>
      plan > 0 && elapsed > 0.5 && done * 10 < plan ? { name, indicator, plan, done } : null,
    ({ unit }) => ({ unit }),
  ),
  'roll-changed': rule<RollFact>(
    'rolls',
    ({ name, changes, before, after }) => (changes > 0 ? { name, changes, before, after } : null),
    ({ unit, document }) => ({ unit, document }),
  ),
  'many-returns': rule<ReturnFact>(
    'returns',
    ({ line, sent, returned }) => (returned >= RETURNS_FROM && returned * 5 >= sent ? { line, sent, returned } : null),
    ({ line }) => ({ line }),
  ),
} as const
export type RuleKey = keyof typeof RULES
export const RULE_KEYS = Object.keys(RULES) as readonly RuleKey[]

/** Everything that stands out, rule by rule, in the order in which the facts came: by area and name. */
export const standOut = (facts: Facts): Finding[] =>
  RULE_KEYS.flatMap(key => {
    const { of, test, about } = RULES[key]
    return facts[of].flatMap(fact => {
      const values = test(fact as never, facts)
      return values ? [{ rule: key, about: about(fact as never), values }] : []
    })
  })

/**
 * What a person can put right travels as a value; a bug throws.
 * A use case answers `yes(value)` or `no(problem)`; the door turns the problem into words.
 */
export type Result<T, P extends Problem = Problem> = Yes<T> | No<P>
export type Yes<T> = { readonly ok: true; readonly value: T }
export type No<P extends Problem = Problem> = { readonly ok: false; readonly problem: P }

/**
 * Plain data that names what is wrong: `kind` is a key of the catalogue (`problem.<kind>`),
 * `field` the form field at fault, `row` the row counted from 1, `values` what the sentence needs.
 */
export type Problem = {
  readonly kind: string
  readonly field?: string
  readonly row?: number
  readonly values?: Readonly<Record<string, string | number>>
}

export const yes = <T>(value: T): Yes<T> => ({ ok: true, value })
export const no = <P extends Problem>(problem: P): No<P> => ({ ok: false, problem })
export const problem = (
  kind: string,
  values?: Problem['values'],
  at?: { readonly field?: string; readonly row?: number },
): Problem => ({ kind, ...(values ? { values } : {}), ...at })

/** A bug, never a refusal: it throws, is logged with its request and is not caught below the door. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`assertion: ${why}`)
}

export const assertNever = (value: never): never => {
  throw new Error(`assertion: unexpected ${JSON.stringify(value)}`)
}

/** What sort of refusal a problem is, by its kind; each door turns it into its own answer. */
export type ProblemSort = 'forbidden' | 'missing' | 'too-large' | 'conflict' | 'busy' | 'invalid'
export const sortOf = ({ kind }: Problem): ProblemSort =>
  kind.endsWith('forbidden')
    ? 'forbidden'
    : /not-found$|\.no-such-/.test(kind)
      ? 'missing'
      : kind.endsWith('too-large')
        ? 'too-large'
        : /already|meanwhile|reused|near-match/.test(kind)
          ? 'conflict'
          : kind.endsWith('.busy')
            ? 'busy'
            : 'invalid'

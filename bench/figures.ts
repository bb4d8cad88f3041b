/** What every bench reports, and how a ratio is measured so that noise shows instead of deciding. */

export type Figure = {
  readonly name: string
  readonly database: 'pglite' | 'postgres' | 'none'
  readonly figure: number
  readonly unit: string
  /** The same thing done the barest way, in the same run; null where the goal is a plain limit. */
  readonly baseline: number | null
  readonly ratio: number | null
  readonly goal: number
  readonly met: boolean
}

/** `figure` and `baseline` of each round, so that a reader sees how far the rounds lie apart. */
export type Rounds = { readonly figures: readonly number[]; readonly baselines: readonly number[] }

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Both sides by turns, A B A B, after one round that only warms up: what slows the machine down slows both. */
export async function alternate(
  rounds: number,
  figure: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Rounds> {
  const figures: number[] = []
  const baselines: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const [a, b] = [await figure(), await baseline()]
    if (round < 0) continue
    figures.push(a)
    baselines.push(b)
  }
  return { figures, baselines }
}

export const elapsed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

type Named = Pick<Figure, 'name' | 'database' | 'unit' | 'goal'>

/** The medians of the rounds and their ratio; `atMost` when less is better (time), else more is (pages a second). */
export function compared(of: Named & { readonly rounds: Rounds; readonly atMost: boolean }): Figure {
  const figure = median(of.rounds.figures)
  const baseline = median(of.rounds.baselines)
  const ratio = figure / baseline
  const { name, database, unit, goal } = of
  tell(`${name} on ${database}: rounds ${shown(of.rounds.figures)} against ${shown(of.rounds.baselines)} ${unit}`)
  return {
    name,
    database,
    figure: round(figure),
    unit,
    baseline: round(baseline),
    ratio: round(ratio, ratio < 0.1 ? 5 : 3),
    goal,
    met: of.atMost ? ratio <= goal : ratio >= goal,
  }
}

/** A count that must stay under a limit. */
export const limited = (of: Named & { readonly figure: number }): Figure => ({
  name: of.name,
  database: of.database,
  figure: of.figure,
  unit: of.unit,
  baseline: null,
  ratio: null,
  goal: of.goal,
  met: of.figure <= of.goal,
})

/** Progress goes to stderr: stdout holds the table or the JSON and nothing else. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`)

const round = (value: number, digits = 1): number => Number(value.toFixed(digits))
const shown = (values: readonly number[]) => values.map(value => value.toFixed(1)).join(' ')

export function table(figures: readonly Figure[]): string {
  const head = ['name', 'database', 'figure', 'unit', 'baseline', 'ratio', 'goal', 'met']
  const rows = figures.map(f =>
    [f.name, f.database, String(f.figure), f.unit, f.baseline ?? '', f.ratio ?? '', f.goal, f.met ? 'yes' : 'NO'].map(
      String,
    ),
  )
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map(row => row[at]!.length)))
  return [head, ...rows]
    .map(row =>
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

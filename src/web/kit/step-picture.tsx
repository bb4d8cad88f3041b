import type { T } from '../../words/index.ts'
import type { PlainDate } from '../../kernel/index.ts'
import { Table } from './lists.tsx'
import { Picture } from './picture.tsx'

/** A figure as it is written, and the way to the records behind it. */
type Written = { readonly text: string; readonly href: string }
/** The sum up to the end of a period, and both figures as they are written: small counts of people are not in full. */
export type StepPoint = {
  readonly until: PlainDate
  readonly total: number
  readonly inPeriod: Written
  readonly soFar: Written
}
export type StepPictureProps = {
  readonly t: T
  readonly id: string
  readonly title: string
  readonly points: readonly StepPoint[]
}

const WIDTH = 380
const HEIGHT = 150
const LEFT = 58
const BOTTOM = 26
const SMALL = 12

/** The next round number above whose half is round too: 1, 2, 4, 6 or 8 times a power of ten. */
const roundUp = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  return [1, 2, 4, 6, 8, 10].map(times => times * power).find(round => round >= most) ?? most
}

/** A cumulative count over time, a step for each period; the table has both what fell into the period and the sum. */
export const StepPicture = ({ t, id, title, points }: StepPictureProps) => {
  const top = roundUp(points.at(-1)?.total ?? 1)
  const [width, height] = [WIDTH - LEFT - 12, HEIGHT - BOTTOM - 14]
  const xOf = (at: number) => LEFT + (at / Math.max(1, points.length)) * width
  const yOf = (total: number) => 14 + height - (total / top) * height
  const line = points.map((point, at) => `V${yOf(point.total)}H${xOf(at + 1)}`).join('')
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  return (
    <Picture
      t={t}
      id={id}
      title={`${title}: ${last.soFar.text}`}
      desc={t('kit.steps-desc', { first: t.date(first.until), last: t.date(last.until), value: last.soFar.text })}
      width={WIDTH}
      height={HEIGHT}
      table={<StepTable t={t} title={title} points={points} />}
      legend={
        <p>
          <a href={last.soFar.href} aria-label={`${title}: ${t('kit.steps-behind')}`}>
            {t('kit.steps-behind')}
          </a>
        </p>
      }
    >
      {[0, 0.5, 1]
        .filter(share => share !== 0.5 || top >= 2)
        .map(share => (
          <g>
            <line x1={LEFT} x2={WIDTH - 12} y1={yOf(top * share)} y2={yOf(top * share)} class="axis" />
            <text x={LEFT - 8} y={yOf(top * share) + 4} text-anchor="end" class="detail" font-size={SMALL}>
              {t.number(top * share)}
            </text>
          </g>
        ))}
      <path d={`M${LEFT} ${yOf(0)}${line}V${yOf(0)}Z`} class="area" fill-opacity="0.1" />
      <path d={`M${LEFT} ${yOf(0)}${line}`} class="course" />
      <text x={LEFT} y={HEIGHT - 6} class="detail" font-size={SMALL}>
        {t.date(first.until)}
      </text>
      {points.length > 1 && (
        <text x={WIDTH - 12} y={HEIGHT - 6} text-anchor="end" class="detail" font-size={SMALL}>
          {t.date(last.until)}
        </text>
      )}
    </Picture>
  )
}

const StepTable = ({ t, title, points }: Omit<StepPictureProps, 'id'>) => (
  <Table
    t={t}
    caption={title}
    captionHidden
    rows={points}
    columns={[
      { key: 'until', label: t('kit.steps-period'), heads: true, cell: point => t.date(point.until) },
      { key: 'amount', label: t('kit.steps-in'), numeric: true, cell: point => <Figure {...point.inPeriod} /> },
      { key: 'total', label: t('kit.steps-so-far'), numeric: true, cell: point => <Figure {...point.soFar} /> },
    ]}
  />
)

const Figure = ({ text, href }: Written) => <a href={href}>{text}</a>

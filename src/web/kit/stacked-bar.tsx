import type { T } from '../../words/index.ts'
import { Table } from './lists.tsx'
import { type Tone } from './notes.tsx'

export type BarPart = {
  readonly label: string
  readonly value: number | bigint
  readonly tone: Tone | 'accent'
  /** How the value is written where it is not a plain count: money, hours. */
  readonly text?: string
  readonly href?: string
}

export type StackedBarProps = {
  readonly t: T
  readonly id: string
  readonly title: string
  readonly parts: readonly BarPart[]
}

const WIDTH = 600
const HEIGHT = 34

/** The parts of one whole, side by side. Hatching differs with the tone, so that it reads without colour. */
export const StackedBar = ({ t, id, title, parts }: StackedBarProps) => {
  const total = parts.reduce((sum, part) => sum + Number(part.value), 0)
  const text = (part: BarPart) => part.text ?? t.number(part.value)
  let at = 0
  const placed = parts.map(part => {
    const width = total > 0 ? (Number(part.value) / total) * WIDTH : 0
    at += width
    return { part, x: at - width, width }
  })
  return (
    <figure class="picture">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        preserveAspectRatio="none"
        class="stacked"
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{parts.map(part => `${part.label}: ${text(part)}`).join('; ')}</desc>
        <Hatches id={id} />
        {placed.map(({ part, x, width }) => width > 0 && <PartDrawing id={id} part={part} x={x} width={width} />)}
      </svg>
      <ul class="legend">
        {parts.map(part => (
          <li>
            <svg width="18" height="18" aria-hidden="true">
              <PartDrawing id={id} part={part} x={0} width={18} />
            </svg>
            <span>
              {part.href ? <a href={part.href}>{part.label}</a> : part.label}: <strong>{text(part)}</strong> (
              {t.percent(Number(part.value), total)})
            </span>
          </li>
        ))}
      </ul>
      <details class="more">
        <summary>{t('kit.picture-table')}</summary>
        <div>
          <Table
            t={t}
            caption={title}
            captionHidden
            rows={parts}
            columns={[
              { key: 'part', label: t('kit.bar-part'), heads: true, cell: part => part.label },
              { key: 'value', label: t('kit.bar-value'), numeric: true, cell: text },
              {
                key: 'share',
                label: t('kit.bar-share'),
                numeric: true,
                cell: part => t.percent(Number(part.value), total),
              },
            ]}
          />
        </div>
      </details>
    </figure>
  )
}

const HATCHED: Partial<Record<BarPart['tone'], string>> = {
  warn: 'M0 8L8 0',
  bad: 'M0 0L8 8',
  info: 'M4 0V8',
}

const Hatches = ({ id }: { id: string }) => (
  <defs>
    {Object.entries(HATCHED).map(([tone, d]) => (
      <pattern id={`${id}-${tone}`} width="8" height="8" patternUnits="userSpaceOnUse">
        <path d={d} class="hatch" />
      </pattern>
    ))}
  </defs>
)

const PartDrawing = ({ id, part, x, width }: { id: string; part: BarPart; x: number; width: number }) => (
  <>
    <rect x={x} width={Math.max(0, width - 1.5)} height={HEIGHT} class={`tone-${part.tone}`} />
    {HATCHED[part.tone] && (
      <rect x={x} width={Math.max(0, width - 1.5)} height={HEIGHT} fill={`url(#${id}-${part.tone})`} />
    )}
  </>
)

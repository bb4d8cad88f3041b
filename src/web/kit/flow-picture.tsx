import type { T } from '../../words/index.ts'
import { Table } from './lists.tsx'
import { Picture } from './picture.tsx'
import { wrapText } from './svg-text.ts'

/** So many matters between who waits and who acts next, with the ways to them; the names are those of bodies and places. */
export type Flow = {
  readonly from: { readonly id: string; readonly name: string }
  /** `count` is of all that wait for it, also of what is not drawn. */
  readonly to: { readonly id: string; readonly name: string; readonly count: number; readonly href: string }
  readonly count: number
  readonly href: string
}

const ROW = 60
const LABEL = 13.5
const SIDE = 215
const MIDDLE = 120

/** From who waits to who acts next, a thread for each pair, the thicker the more; the table says the same. */
export const FlowPicture = ({ t, id, title, flows }: { t: T; id: string; title: string; flows: readonly Flow[] }) => {
  const froms = [...new Map(flows.map(flow => [flow.from.id, flow.from])).values()]
  const tos = [...new Map(flows.map(flow => [flow.to.id, flow.to])).values()]
  const height = Math.max(froms.length, tos.length) * ROW + 30
  const yOf = (ends: readonly { readonly id: string }[], { id: which }: { readonly id: string }) =>
    30 + ((ends.findIndex(end => end.id === which) + 0.5) * (height - 30)) / ends.length
  const [left, right] = [SIDE, SIDE + MIDDLE]
  const most = Math.max(1, ...flows.map(flow => flow.count))
  return (
    <Picture
      t={t}
      id={id}
      title={title}
      desc={t('kit.flow-desc')}
      width={right + SIDE}
      height={height}
      table={
        <Table
          t={t}
          caption={title}
          captionHidden
          rows={flows}
          columns={[
            { key: 'to', label: t('kit.flow-to'), heads: true, cell: flow => <span lang="vi">{flow.to.name}</span> },
            { key: 'from', label: t('kit.flow-from'), cell: flow => <span lang="vi">{flow.from.name}</span> },
            {
              key: 'count',
              label: t('kit.flow-count'),
              numeric: true,
              cell: flow => <a href={flow.href}>{t.number(flow.count)}</a>,
            },
          ]}
        />
      }
    >
      <text x={left - 12} y={14} text-anchor="end" class="detail" font-size={LABEL}>
        {t('kit.flow-from')}
      </text>
      <text x={right + 12} y={14} class="detail" font-size={LABEL}>
        {t('kit.flow-to')}
      </text>
      <g class="flows" stroke-opacity="0.4">
        {flows.map(flow => {
          const [y0, y1] = [yOf(froms, flow.from), yOf(tos, flow.to)]
          const middle = left + MIDDLE / 2
          return (
            <path
              d={`M${left} ${y0}C${middle} ${y0} ${middle} ${y1} ${right} ${y1}`}
              stroke-width={1.5 + (flow.count / most) * 6}
            />
          )
        })}
      </g>
      {froms.map(end => (
        <Name name={end.name} x={left - 12} y={yOf(froms, end)} end />
      ))}
      {tos.map(end => (
        <a href={end.href}>
          <Name name={end.name} x={right + 12} y={yOf(tos, end)} count={t.number(end.count)} />
        </a>
      ))}
    </Picture>
  )
}

const Name = ({ name, x, y, end, count }: { name: string; x: number; y: number; end?: boolean; count?: string }) => {
  const lines = wrapText(count ? `${count} ${name}` : name, SIDE - 24, LABEL, 3)
  return (
    <g>
      <circle cx={end ? x + 8 : x - 8} cy={y} r="4" class="tone-accent" />
      {lines.map((line, at) => (
        <text
          x={x}
          y={y + 5 + (at - (lines.length - 1) / 2) * 17}
          text-anchor={end ? 'end' : 'start'}
          font-size={LABEL}
        >
          {at === 0 && count && <tspan class="strong">{count} </tspan>}
          <tspan lang="vi">{at === 0 && count ? line.slice(count.length + 1) : line}</tspan>
        </text>
      ))}
    </g>
  )
}

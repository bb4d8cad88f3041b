import type { Letter, Range, Span } from '../../paper/index.ts'
import type { T } from '../../words/index.ts'
import { Badge, markId } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { lineAround, pageAt, type FieldSpan } from './desk-pages.ts'

/** The letter as the desk shows it now: which page of its text, and where its fields were read. */
export type DeskView = {
  readonly letter: Letter
  readonly pages: readonly Range[]
  /** From 0. */
  readonly page: number
  readonly spans: readonly FieldSpan[]
  /** The field that was asked for in the address, by its path. */
  readonly field: string | null
  readonly path: string
}

/** Below this a reading is shown as unsure; from the second on as certain. */
const UNSURE = 0.75
const CERTAIN = 0.9

export type DeskSpan = FieldSpan & { readonly unsure: boolean }

/** Where a field was read, by the path of the reading or of its parts. */
export const spansOf = (view: DeskView, paths: readonly string[]): DeskSpan[] =>
  view.spans
    .filter(({ path }) => paths.some(one => path === one || path.startsWith(`${one}.`)))
    .map(one => ({ ...one, unsure: isUnsure(one.span) }))

export const isUnsure = (span: Span): boolean => span.confidence < UNSURE

const sureness = (t: T, span: Span): string =>
  t(span.confidence >= CERTAIN ? 'desk.certain' : isUnsure(span) ? 'desk.uncertain' : 'desk.likely')

/** The rule in words; a rule that has none yet is told as what it is, a rule. */
const ruleOf = (t: T, rule: string): string => (t.has(`desk.rule-${rule}`) ? t(`desk.rule-${rule}`) : t('desk.rule'))

/**
 * Where a field was read and how sure that is, in words. On the page of text that is shown it is a plain link; for another
 * page it is a button of the form, so that what was typed goes along.
 */
export function originOf(
  visit: Visit,
  view: DeskView,
  { label, path, spans }: { label: string; path: string; spans: readonly DeskSpan[] },
) {
  const { t } = visit
  const [first, ...others] = spans
  if (!first)
    return (
      <p class="origin">
        <span class="muted">{t(t.has(`desk.known-${path}`) ? `desk.known-${path}` : 'desk.nowhere')}</span>
      </p>
    )
  const line = lineAround(view.letter.text, first.span)
  return (
    <p class="origin">
      {spans.some(one => one.unsure) && <Badge tone="warn">{t('kit.source-unsure')}</Badge>}
      <Where visit={visit} view={view} span={first} path={path}>
        <span>
          <span class="hidden">{label}: </span>
          {t('desk.read-at')} <q lang="vi">{line}</q>
        </span>
      </Where>
      {others.slice(0, 12).map(one => (
        <Where visit={visit} view={view} span={one} path={one.path}>
          <span class="hidden">
            {label}: {t('desk.read-at')} {lineAround(view.letter.text, one.span)}
          </span>
        </Where>
      ))}
      <span class="muted">
        {ruleOf(t, first.span.rule)} · {sureness(t, first.span)}
      </span>
    </p>
  )
}

const Where = ({
  visit,
  view,
  span,
  path,
  children,
}: {
  visit: Visit
  view: DeskView
  span: DeskSpan
  path: string
  children?: unknown
}) => {
  const number = <span class="mark-number">{span.number}</span>
  const page = pageAt(view.pages, span.span.start)
  return page === view.page ? (
    <a href={`#${markId(span.id)}`}>
      {number} {children as never}
    </a>
  ) : (
    <button
      class="as-link"
      type="submit"
      name="look"
      value={path}
      formaction={`${view.path}?field=${encodeURIComponent(path)}#where`}
      formnovalidate
    >
      {number}{' '}
      <span>
        {children as never} <span class="muted">{visit.t('desk.on-page', { page: page + 1 })}</span>
      </span>
    </button>
  )
}

import type { Child } from 'hono/jsx'
import type { T } from '../../words/index.ts'
import { Badge } from './notes.tsx'
import { cutText, type Piece, type Span } from './source-cuts.ts'

/** A span that something was read from; `id` joins it to its field. */
export type SourceMark = Span & {
  readonly unsure?: boolean
  /** The number in the text; counted from 1 where none is given. */
  readonly number?: number
  /** The field that was asked for in the address was read here. */
  readonly chosen?: boolean
}

export type SourceField = {
  readonly label: string
  /** The marks that the value was read from; none when a person must find it. */
  readonly marks?: readonly string[]
  readonly unsure?: boolean
  /** The name under which a script may fill the field from the text, and what kind of value it takes. */
  readonly path?: string
  readonly takes?: 'text' | 'list' | 'date' | 'number' | 'symbol'
  /** Where and how it was read, in words, in place of the plain links. */
  readonly origin?: Child
  /** The control, or the value where nothing is to be changed. */
  readonly children: Child
}

export type SourceGroup = { readonly title: string; readonly hint?: string; readonly fields: readonly SourceField[] }

export type SourceBesideProps = {
  readonly t: T
  readonly text: string
  /** Where `text` begins in the whole letter; the marks are places of `text`. */
  readonly start?: number
  readonly marks: readonly SourceMark[]
  readonly fields?: readonly SourceField[]
  readonly groups?: readonly SourceGroup[]
  readonly lang?: string
  /** What stands over the text: the pages of a long letter, a picture of the page. */
  readonly above?: Child
  /** What stands under the text: what can be done with a part of it. */
  readonly below?: Child
  /** What stands under the fields: the form's buttons. */
  readonly foot?: Child
}

export const markId = (id: string): string => `mark-${id.replace(/[^\w-]+/g, '-')}`

/**
 * The reading desk: the letter on one side, what was read from it on the other. A link beside each value
 * jumps to the words it came from, which light up; it is an ordinary link, so no script is needed.
 */
export const SourceBeside = (props: SourceBesideProps) => {
  const { t, marks, fields = [], groups = [], foot } = props
  const number = new Map(marks.map((mark, at) => [mark.id, mark.number ?? at + 1]))
  return (
    <div class="desk">
      <Source {...props} number={number} />
      <section class="desk-fields" aria-label={t('kit.source-fields')}>
        {fields.map(field => (
          <DeskField t={t} field={field} number={number} />
        ))}
        {groups.map(group => (
          <div class="desk-group">
            <h2>{group.title}</h2>
            {group.hint && <p class="hint">{group.hint}</p>}
            {group.fields.map(field => (
              <DeskField t={t} field={field} number={number} />
            ))}
          </div>
        ))}
        {foot}
      </section>
    </div>
  )
}

type Numbers = ReadonlyMap<string, number>

const Source = ({
  t,
  text,
  start,
  marks,
  lang = 'vi',
  above,
  below,
  number,
}: SourceBesideProps & { readonly number: Numbers }) => {
  const chosen = marks.find(mark => mark.chosen)?.id
  const body = (
    <div
      class="desk-text"
      role="region"
      id="source"
      aria-label={t('kit.source-text')}
      tabindex={0}
      lang={lang}
      data-start={start === undefined ? undefined : String(start)}
    >
      {cutText(text, marks).map(piece => (
        <Marked piece={piece} number={number} where={chosen} />
      ))}
    </div>
  )
  return above || below ? (
    <div class="desk-source">
      {above}
      {body}
      {below}
    </div>
  ) : (
    body
  )
}

const DeskField = ({ t, field, number }: { t: T; field: SourceField; number: Numbers }) => (
  <div
    class={field.unsure ? 'desk-field unsure' : 'desk-field'}
    data-path={field.path}
    data-takes={field.takes}
    data-label={field.takes && field.label}
  >
    {field.children}
    {field.origin ?? <FieldOrigin t={t} field={field} number={number} />}
  </div>
)

const FieldOrigin = ({ t, field, number }: { t: T; field: SourceField; number: Numbers }) => (
  <p class="origin">
    {field.unsure && <Badge tone="warn">{t('kit.source-unsure')}</Badge>}
    {(field.marks ?? [])
      .filter(id => number.has(id))
      .map(id => (
        <a href={`#${markId(id)}`}>
          <span class="mark-number">{number.get(id)}</span> {t('kit.source-show')}
          <span class="hidden">: {field.label}</span>
        </a>
      ))}
    {(field.marks ?? []).length === 0 && <span class="muted">{t('kit.source-none')}</span>}
  </p>
)

// Only the first piece of a mark carries its id and number; a cut mark goes on without them.
const Marked = ({ piece, number, where }: { piece: Piece<SourceMark>; number: Numbers; where: string | undefined }) => {
  if (typeof piece === 'string') return <>{piece}</>
  const { span, first } = piece
  const kinds = [span.unsure && 'unsure', span.chosen && 'chosen', !first && 'more'].filter(Boolean).join(' ')
  return (
    <mark id={first ? markId(span.id) : undefined} class={kinds || undefined}>
      {first && span.id === where && <a id="where" class="where"></a>}
      {first && <span class="mark-number">{number.get(span.id)}</span>}
      {piece.pieces.map(inner => (
        <Marked piece={inner} number={number} where={where} />
      ))}
    </mark>
  )
}

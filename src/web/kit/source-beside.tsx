import type { Child } from 'hono/jsx'
import type { T } from '../../words/index.ts'
import { Badge } from './notes.tsx'
import { cutText, type Piece, type Span } from './source-cuts.ts'

/** A span that something was read from; `id` joins it to its field. */
export type SourceMark = Span & { readonly unsure?: boolean }

export type SourceField = {
  readonly label: string
  /** The marks that the value was read from; none when a person must find it. */
  readonly marks?: readonly string[]
  readonly unsure?: boolean
  /** The control, or the value where nothing is to be changed. */
  readonly children: Child
}

export type SourceBesideProps = {
  readonly t: T
  readonly text: string
  readonly marks: readonly SourceMark[]
  readonly fields: readonly SourceField[]
  readonly lang?: string
  /** What stands under the fields: the form's buttons. */
  readonly foot?: Child
}

const markId = (id: string): string => `mark-${id.replace(/[^\w-]+/g, '-')}`

/**
 * The reading desk: the letter on one side, what was read from it on the other. A link beside each value
 * jumps to the words it came from, which light up; it is an ordinary link, so no script is needed.
 */
export const SourceBeside = ({ t, text, marks, fields, lang = 'vi', foot }: SourceBesideProps) => {
  const number = new Map(marks.map((mark, at) => [mark.id, at + 1]))
  return (
    <div class="desk">
      <section class="desk-text" aria-label={t('kit.source-text')} tabindex={0} lang={lang}>
        {cutText(text, marks).map(piece => (
          <Marked piece={piece} number={number} />
        ))}
      </section>
      <section class="desk-fields" aria-label={t('kit.source-fields')}>
        {fields.map(field => (
          <div class={field.unsure ? 'desk-field unsure' : 'desk-field'}>
            {field.children}
            <FieldOrigin t={t} field={field} number={number} />
          </div>
        ))}
        {foot}
      </section>
    </div>
  )
}

const FieldOrigin = ({ t, field, number }: { t: T; field: SourceField; number: ReadonlyMap<string, number> }) => (
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
const Marked = ({ piece, number }: { piece: Piece<SourceMark>; number: ReadonlyMap<string, number> }) => {
  if (typeof piece === 'string') return <>{piece}</>
  const { span, first } = piece
  return (
    <mark
      id={first ? markId(span.id) : undefined}
      class={`${span.unsure ? 'unsure' : ''}${first ? '' : ' more'}`.trim() || undefined}
    >
      {first && <span class="mark-number">{number.get(span.id)}</span>}
      {piece.pieces.map(inner => (
        <Marked piece={inner} number={number} />
      ))}
    </mark>
  )
}

/** A span of a text, in UTF-16 offsets, `end` not included. */
export type Span = { readonly id: string; readonly start: number; readonly end: number }

/** A piece of the text: plain, or a mark around further pieces. `first` is false where a mark goes on after a cut. */
export type Piece<S extends Span> =
  | string
  | { readonly span: S; readonly first: boolean; readonly pieces: readonly Piece<S>[] }

/**
 * Lays spans that may lie inside or across one another over a text, so that they nest as elements must.
 * A span that crosses the end of an outer one is cut there and goes on after it. Spans without any text
 * or outside the text are dropped: a reader must never see a mark around nothing.
 */
export const cutText = <S extends Span>(text: string, spans: readonly S[]): readonly Piece<S>[] => {
  const inside = spans
    .map(span => ({
      span,
      start: Math.max(0, span.start),
      end: Math.min(text.length, span.end),
      first: true,
    }))
    .filter(part => part.start < part.end)
  return nest(text, 0, text.length, inside)
}

type Part<S extends Span> = { span: S; start: number; end: number; first: boolean }

const nest = <S extends Span>(text: string, from: number, until: number, parts: readonly Part<S>[]): Piece<S>[] => {
  const waiting = [...parts].sort(outerFirst)
  const pieces: Piece<S>[] = []
  let at = from
  while (waiting.length > 0) {
    const outer = waiting.shift()!
    if (outer.start > at) pieces.push(text.slice(at, outer.start))
    const inner: Part<S>[] = []
    while (waiting.length > 0 && waiting[0]!.start < outer.end) {
      const part = waiting.shift()!
      inner.push({ ...part, end: Math.min(part.end, outer.end) })
      if (part.end > outer.end) putBack(waiting, { ...part, start: outer.end, first: false })
    }
    pieces.push({ span: outer.span, first: outer.first, pieces: nest(text, outer.start, outer.end, inner) })
    at = outer.end
  }
  if (at < until) pieces.push(text.slice(at, until))
  return pieces
}

// The rest of a cut span starts where the outer one ends, and takes its turn among what begins there.
const putBack = <S extends Span>(waiting: Part<S>[], part: Part<S>): void => {
  const place = waiting.findIndex(other => outerFirst(part, other) < 0)
  waiting.splice(place < 0 ? waiting.length : place, 0, part)
}

const outerFirst = (a: Part<Span>, b: Part<Span>): number => a.start - b.start || b.end - a.end

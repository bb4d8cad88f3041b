/**
 * The page in Typst's own words. It is the same for every letter: what differs comes in as data, and data is printed
 * as it is, so that no sign in a name or a text can become a command. Rules and page numbers are marked as artifacts:
 * a screen reader passes over them.
 */
export const TEMPLATE = String.raw`
#let s = json(bytes(sys.inputs.sheet))
#let page-layout = s.layout
#let sides = (left: left, right: right, centre: center)

#set document(title: s.title)
#set text(font: ("Tinos", "Battambang"), size: s.looks.body.size * 1pt, lang: "vi", region: "VN", hyphenate: false,
  top-edge: 0.891em, bottom-edge: -0.216em, fill: black)
#let leading = calc.max(0, page-layout.lineSpacing * 1.149 - 1.107) * 1em
#set par(leading: leading, spacing: page-layout.paragraphGap * 1pt + leading)
#let folio = context {
  let at = counter(page).get().first()
  if at > 1 { align(center, text(size: s.looks.page.size * 1pt, str(at))) }
}
#set page(
  paper: "a4",
  margin: (top: page-layout.margin.top * 1mm, bottom: page-layout.margin.bottom * 1mm,
    left: page-layout.margin.left * 1mm, right: page-layout.margin.right * 1mm),
  header-ascent: 20%,
  footer-descent: 20%,
  header: folio,
  footer: if s.specimen != "" { align(center, text(size: 11pt, weight: "bold", fill: rgb("#b00020"), s.specimen)) },
)

#let look(style, words) = {
  let look = s.looks.at(style)
  text(size: look.size * 1pt, weight: if look.bold { "bold" } else { "regular" },
    style: if look.italic { "italic" } else { "normal" }, words)
}

#let rule-of(words, kind, side) = context {
  let whole = measure(words).width
  block(above: 2pt, below: 6pt, width: 100%, layout(area => {
    let wide = calc.min(whole, area.width)
    let long = if kind == "whole" { wide } else { calc.min(wide * 0.45, area.width * 0.4) }
    align(side, pdf.artifact(line(length: long, stroke: 0.6pt)))
  }))
}

// A box of lines, set close: heading, number, signature.
#let lines-of(lines, side, gap: 3pt) = {
  set par(leading: 0.08em, spacing: gap)
  set align(side)
  for one in lines {
    let words = look(one.style, one.text)
    if one.style == "place" or one.style == "mark" or one.style == "letterSubject" or one.style == "subject" { v(3pt, weak: true) }
    par(words)
    let kind = one.at("rule", default: none)
    if kind != none { rule-of(words, kind, side) }
  }
}

#let head-of(rows) = grid(
  columns: (page-layout.leftHead * 1fr, (1 - page-layout.leftHead) * 1fr),
  column-gutter: 6pt,
  row-gutter: 9pt,
  ..rows.map(row => (lines-of(row.left, center), lines-of(row.right, center, gap: 5pt))).flatten(),
)

#let foot-of(foot) = block(breakable: foot.left.len() > 24, width: 100%, above: 16pt, grid(
  columns: (page-layout.leftFoot * 1fr, (1 - page-layout.leftFoot) * 1fr),
  column-gutter: 6pt,
  lines-of(foot.left, left, gap: 2pt),
  {
    lines-of(foot.right, center, gap: 2pt)
    v(page-layout.signatureGap * 1mm)
    if foot.name != "" { align(center, par(look("signerName", foot.name))) }
  },
))

#let to-of(to) = {
  set par(justify: false, spacing: 4pt + leading)
  block(above: 14pt, below: 14pt, width: 100%, align(center, grid(
    columns: (auto, auto),
    column-gutter: 0.5em,
    par(to.label),
    if to.entries.len() == 1 { align(left, par(to.entries.first())) }
    else { align(left, for one in to.entries { par(one) }) },
  )))
}

#let table-of(piece) = {
  if piece.caption != "" { align(center, par(strong(piece.caption))) }
  set text(size: s.looks.table.size * 1pt)
  set par(first-line-indent: 0pt, justify: false, leading: 0.12em, spacing: 4pt)
  let cells = piece.rows.map(row => row.enumerate().map(((at, words)) =>
    table.cell(align: sides.at(piece.align.at(at)) + top, words))).flatten()
  block(above: 9pt, below: 9pt, width: 100%, table(
    columns: piece.shares.map(share => share * 1fr),
    inset: (x: 5pt, y: 4pt),
    stroke: 0.5pt,
    table.header(..piece.head.map(words => table.cell(align: center + horizon, strong(words)))),
    ..cells,
  ))
}

#let body-of(pieces) = {
  set par(first-line-indent: (amount: page-layout.indent * 1mm, all: true), justify: true)
  for piece in pieces {
    if piece.kind == "table" { table-of(piece) }
    else {
      let lead = if piece.leadBold or piece.bold { strong(piece.lead) } else { piece.lead }
      let words = if piece.bold { strong(piece.text) } else { piece.text }
      let both = if piece.lead == "" { words } else { lead + [ ] + words }
      if piece.bold { block(sticky: true, par(both)) } else { par(both) }
    }
  }
}

#head-of(s.head)
#if s.heading.len() > 0 { block(above: 18pt, below: 14pt, width: 100%, lines-of(s.heading, center)) }
#if s.to != none { to-of(s.to) }
#body-of(s.body)
#foot-of(s.foot)
#if s.copy != none {
  block(above: 22pt, below: 12pt, width: 100%, pdf.artifact(line(length: 100%, stroke: 0.6pt)))
  head-of(s.copy.head)
  foot-of(s.copy.foot)
}
#for annex in s.annexes {
  counter(page).update(0)
  pagebreak()
  block(below: 12pt, width: 100%, lines-of(annex.lines, center))
  body-of(annex.body)
}
`

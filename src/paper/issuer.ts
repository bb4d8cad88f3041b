import { found, type Found } from './found.ts'
import type { HeadCell } from './header.ts'
import { opensBody, opensPlace } from './lexicon.ts'
import { isCapitals, type Cell } from './lines.ts'
import { flat } from './plain.ts'
import { recase } from './recase.ts'

export type Issuers = { readonly issuer: Found<string> | null; readonly parentIssuer: Found<string> | null }

/**
 * The bodies named on the left of the heading, the one that issues below the one above it (Decree 30/2020 annex I
 * box 2). A line that opens no body ("TỈNH SÓC TRĂNG", "VIỆT NAM") belongs to the name over it.
 */
export function readIssuers(cells: readonly HeadCell[]): Issuers {
  const named = candidates(cells)
  const groups: Cell[][] = []
  for (const cell of named) {
    const last = groups.at(-1)
    if (last && (!opensBody(cell.flat) || opensPlace(cell.flat) || unfinished(last, cell))) last.push(cell)
    else groups.push([cell])
  }
  const own = groups.at(-1)
  if (!own) return { issuer: null, parentIssuer: null }
  const above = groups.at(-2)
  return { issuer: bodyOf(own), parentIssuer: above ? bodyOf(above) : null }
}

/** The cells over the number (or, without one, over title and subject) that name bodies. */
function candidates(cells: readonly HeadCell[]): Cell[] {
  const number = cells.findIndex(cell => cell.role === 'number')
  const title = cells.findIndex(cell => cell.role === 'title' || /^\W{0,2}(?:v\/v|ve viec)\b/.test(cell.flat))
  const end = number >= 0 ? number : title >= 0 ? title : Math.min(cells.length, 12)
  const over = cells
    .slice(0, end)
    .filter(cell => cell.role === 'other' || cell.role === 'youth')
    .map(trimmedCell)
  const heading = over.filter(cell => cell.role === 'other')
  const capital = heading.filter(cell => isCapitals(cell.text) && cell.text.length >= 4)
  const named = capital.length > 0 ? capital : heading.filter(cell => opensBody(cell.flat) && cell.text.length < 120)
  const first = named.findIndex(cell => opensBody(cell.flat))
  return first > 0 ? named.slice(first) : named
}

/** A name never ends or begins with the dashes and dots that frame it. */
function trimmedCell(cell: HeadCell): HeadCell {
  const lead = /^[^\p{Lu}\p{Ll}\p{Lo}\d]*/u.exec(cell.text)?.[0].length ?? 0
  const tail = /[^\p{Lu}\p{Ll}\p{Lo}\p{M}\d)"”]*$/u.exec(cell.text)?.[0].length ?? 0
  const end = Math.max(lead, cell.text.length - tail)
  return {
    ...cell,
    text: cell.text.slice(lead, end),
    flat: cell.flat.slice(lead, end),
    start: cell.start + lead,
    end: cell.start + end,
  }
}

/** "BAN CHỈ ĐẠO" or "SỞ NÔNG NGHIỆP VÀ" asks for the line below it. */
const unfinished = (group: readonly Cell[], next: Cell): boolean =>
  (/^trung uong\b/.test(next.flat) && /\bban chap hanh$/.test(group.at(-1)?.flat ?? '')) ||
  /(?:\b(?:va|cua|ban chi dao|hoi dong|ban quan ly|truong dai hoc|lien hiep|hop)|[,-])$/.test(group.at(-1)?.flat ?? '')

function bodyOf(group: readonly Cell[]): Found<string> {
  const printed = group
    .map(cell => cell.text)
    .join(' ')
    .replace(/\s+/g, ' ')
  // Joint letters name their bodies side by side, with a dash before each new one.
  const bodies: string[] = []
  for (const part of printed.split(/\s[-–—]\s/)) {
    const last = bodies.length - 1
    if (last < 0 || opensBody(flat(part))) bodies.push(part)
    else bodies[last] = `${bodies[last]} - ${part}`
  }
  return found(bodies.map(recase).join('; '), group, 'heading', 0.9)
}

import { readFileSync, statSync } from 'node:fs'
import { no, problem, type Problem, type Result } from '../../kernel/index.ts'
import { placeOf, readSlowly, type Letter, type Reading, type Spot } from '../../paper/index.ts'
import type { T } from '../../words/index.ts'

/** More than this is not read into memory: the reader would refuse it anyway. */
const FILE_MAX_BYTES = 64 * 1024 * 1024

/**
 * `chido read FILE… [--json]`: reads letters; opens no database. Exit 0 if a letter was read, 2 with a reason if none.
 */
export async function readCommand(args: readonly string[], t: T): Promise<number> {
  const json = args.includes('--json')
  const files = args.filter(arg => !arg.startsWith('--'))
  if (files.length === 0) {
    console.error(t('cli.read-usage'))
    return 2
  }
  const documents: object[] = []
  const leftOut: object[] = []
  for (const file of files) {
    const reading = await readFile(file, t)
    if (!reading.ok) {
      console.error(`${file}: ${t.problem(reading.problem)}`)
      continue
    }
    documents.push(
      ...reading.value.documents.map(document => ({
        ...(files.length > 1 ? { file } : {}),
        ...document,
        places: placesOf(reading.value, document),
      })),
    )
    leftOut.push(
      ...reading.value.leftOut.map(part => ({
        ...part,
        text: reading.value.text.slice(part.start, Math.min(part.end, part.start + 80)),
      })),
    )
    if (!json) print(file, reading.value, t)
  }
  if (json && documents.length > 0) console.log(JSON.stringify({ documents, leftOut }, null, 2))
  return documents.length > 0 ? 0 : 2
}

async function readFile(file: string, t: T): Promise<Result<Reading>> {
  let bytes: Uint8Array
  try {
    if (statSync(file).size > FILE_MAX_BYTES)
      return no(problem('paper.too-large', { bytes: statSync(file).size, limit: FILE_MAX_BYTES }))
    bytes = readFileSync(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return no(problem(code === 'ENOENT' ? 'cli.no-such-file' : 'cli.unreadable-file', { code }) satisfies Problem)
  }
  return readSlowly(bytes, { onPage: (done, of) => console.error(t('cli.read-page', { done, of })) })
}

/** Where each field stands in the source, by its path: a page and a box, a paragraph, or a line and a byte. */
const placesOf = (reading: Reading, letter: Letter): Record<string, readonly Spot[]> =>
  Object.fromEntries(
    Object.entries(letter.fields).map(([path, spans]) => [
      path,
      spans.flatMap(({ start, end }) => placeOf(reading, { start: start + letter.start, end: end + letter.start })),
    ]),
  )

/** For a person at a terminal: what was read, and what was left out. */
function print(file: string, reading: Reading, t: T): void {
  console.log(t('cli.read-summary', { file, count: reading.documents.length }))
  reading.documents.forEach((letter, at) => {
    console.log(`\n[${at + 1}] ${letterLine(letter)}`)
    console.log(`    ${t('cli.read-issuer')}: ${[letter.parentIssuer, letter.issuer].filter(Boolean).join(' · ')}`)
    console.log(`    ${t('cli.read-subject')}: ${letter.subject ?? '—'}`)
    console.log(`    ${t('cli.read-addressees')}: ${letter.addressees.join('; ') || '—'}`)
    for (const citation of letter.citations)
      console.log(`    ← ${citation.type ?? ''} ${citation.number ?? ''} (${citation.kind})`)
    for (const task of letter.tasks) {
      const asks = task.asks.map(ask => `${ask.phrase}${ask.force ? ` [${ask.force}]` : ''}`).join('; ')
      console.log(
        `    ${task.label}. ${task.text.slice(0, 90).replace(/\s+/g, ' ')}…${asks ? `\n       → ${asks}` : ''}`,
      )
    }
    if (letter.circulation) console.log(`    ! ${letter.circulation.text}`)
  })
  for (const part of reading.leftOut)
    console.log(`\n${t('cli.read-left-out', { lines: part.lines, reason: part.reason })}`)
}

const letterLine = (letter: Letter): string =>
  [
    letter.docType,
    letter.number && `${letter.number}${letter.regime === 'party' ? '-' : '/'}${letter.symbol ?? ''}`,
    letter.date,
  ]
    .filter(Boolean)
    .join(' · ')

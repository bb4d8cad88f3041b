import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { no, problem, yes, type Result } from '../../kernel/index.ts'
import { fromReading, write, type Letter } from '../../paper/index.ts'
import type { T } from '../../words/index.ts'

/** A letter's fields are some kilobytes; more is something else. */
const FILE_MAX_BYTES = 16 * 1024 * 1024

type Asked = { readonly file: string; readonly out: string; readonly regime: Letter['regime'] | null }

/**
 * `chido write DOC.json [--regime state|party] -o FILE.docx|.pdf`: a letter from its fields, as `chido read --json`
 * gives them. Exit 0 when it is written, 2 with the reason when it is not: then nothing is left behind.
 */
export async function writeCommand(args: readonly string[], t: T): Promise<number> {
  const asked = askedBy(args)
  if (!asked) {
    console.error(t('cli.write-usage'))
    return 2
  }
  const done = await written(asked)
  if (!done.ok) {
    console.error(`${asked.file}: ${t.problem(done.problem)}`)
    return 2
  }
  console.log(t('cli.written', { file: asked.out, bytes: done.value }))
  return 0
}

function askedBy(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { regime: { type: 'string' }, out: { type: 'string', short: 'o' } },
    })
    const [file, ...more] = positionals
    const { regime = null, out } = values
    if (!file || more.length > 0 || !out || !/\.(?:docx|pdf)$/i.test(out)) return null
    if (regime !== null && regime !== 'state' && regime !== 'party' && regime !== 'youth_union') return null
    return { file, out, regime }
  } catch {
    return null // an option that nobody knows
  }
}

async function written(asked: Asked): Promise<Result<number>> {
  const given = documentIn(asked.file)
  if (!given.ok) return given
  const letter = fromReading(asked.regime ? { ...given.value, regime: asked.regime } : given.value)
  if (!letter.ok) return letter
  const bytes = await write(letter.value, /\.pdf$/i.test(asked.out) ? 'pdf' : 'docx')
  if (!bytes.ok) return bytes
  const kept = keep(asked.out, bytes.value)
  return kept.ok ? yes(bytes.value.length) : kept
}

/** One letter: alone, in a list of one, or as `{documents: […]}`. */
function documentIn(file: string): Result<Partial<Letter>> {
  let text: string
  try {
    if (statSync(file).size > FILE_MAX_BYTES) return no(problem('paper.too-large', { megabytes: 16 }))
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    return no(problem(code === 'ENOENT' ? 'cli.no-such-file' : 'cli.unreadable-file', { code }))
  }
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return no(problem('cli.not-json', { reason: error instanceof Error ? error.message.slice(0, 120) : '' }))
  }
  const documents = Array.isArray(value) ? value : isObject(value) && Array.isArray(value['documents']) ? value['documents'] : [value]
  const [document] = documents as unknown[]
  if (documents.length > 1) return no(problem('cli.several-letters', { count: documents.length }))
  // What the fields hold is looked at by `fromReading`, which names the one at fault.
  return isObject(document) ? yes(document as Partial<Letter>) : no(problem('paper.field-missing', { field: 'documents' }))
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Under another name first, then renamed: who looks at the file sees the old one or the whole new one. */
function keep(out: string, bytes: Uint8Array): Result<null> {
  const part = `${out}.${process.pid}.part`
  try {
    writeFileSync(part, bytes)
    renameSync(part, out)
    return yes(null)
  } catch (error) {
    rmSync(part, { force: true })
    return no(problem('cli.not-written', { code: codeOf(error) }))
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

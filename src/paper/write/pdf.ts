import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontFiles } from './fonts.ts'
import type { Sheet } from './sheet.ts'
import { TEMPLATE } from './template.ts'

let compiler: Promise<NodeCompiler> | null = null

/** Fifty megabytes that only somebody who prints a PDF needs: loaded at the first one, kept for the next. */
const theCompiler = (): Promise<NodeCompiler> =>
  (compiler ??= import('@myriaddreamin/typst-ts-node-compiler').then(typst =>
    typst.NodeCompiler.create({ fontArgs: [{ fontBlobs: fontFiles() }] }),
  ))

/** The sheet as a tagged PDF with its fonts inside; the same sheet gives the same bytes, for the clock is not asked. */
export async function pdfOf(sheet: Sheet, day: string | null): Promise<Uint8Array> {
  const typst = await theCompiler()
  const compiled = typst.compile({ mainFileContent: TEMPLATE, inputs: { sheet: JSON.stringify(sheet) } })
  const document = compiled.result
  if (!document) throw new Error(`the page does not compile: ${reasonOf(compiled, typst)}`)
  const pdf = typst.pdf(document, { pdfTags: true, pdfStandard: '1.7', creationTimestamp: secondsAt(day) })
  // What this letter was made of is of no use to the next; without this the memory of all of them stays.
  typst.evictCache(4)
  return new Uint8Array(pdf)
}

const secondsAt = (day: string | null): number => Math.max(0, Date.parse(day ?? '') / 1000 || 0)

type Compiled = ReturnType<NodeCompiler['compile']>
function reasonOf(compiled: Compiled, typst: NodeCompiler): string {
  const error = compiled.takeError()
  return error ? JSON.stringify(typst.fetchDiagnostics(error)).slice(0, 600) : 'unknown'
}

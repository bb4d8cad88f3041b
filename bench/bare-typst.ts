import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The barest PDF of a text that Typst can make: the letter's font, and paragraphs. */
export async function bareTypst(): Promise<(text: string) => Uint8Array> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
  const font = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')
  const typst = NodeCompiler.create({ fontArgs: [{ fontBlobs: [readFileSync(font)] }] })
  return text => {
    const pdf = typst.pdf({
      mainFileContent: '#set text(font: "Tinos", size: 14pt)\n#for one in sys.inputs.text.split("\\n\\n") { par(one) }',
      inputs: { text },
    })
    typst.evictCache(4)
    return pdf
  }
}

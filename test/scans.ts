import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as mupdf from 'mupdf'

// Scans for the tests are made by the tests: a page of print becomes a picture, a picture is spoilt, pictures become a PDF.

const require = createRequire(import.meta.url)
let font: mupdf.Font | null = null
const tinos = () =>
  (font ??= new mupdf.Font(
    'Tinos',
    readFileSync(require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')),
  ))

export type Spoilt = {
  readonly dpi?: number
  /** Clockwise, in degrees: 180 is upside down, 1 or 2 a careless hand. */
  readonly turn?: number
  /** The share of points that are specks. */
  readonly specks?: number
  readonly format?: 'png' | 'jpeg'
}

/** An A4 page with these lines of print, as a picture. Leading blanks move a line to the right, as in a typed letter. */
export function scan(
  lines: readonly string[],
  { dpi = 200, turn = 0, specks = 0, format = 'png' }: Spoilt = {},
): Uint8Array {
  const text = new mupdf.Text()
  lines.forEach((line, at) => {
    let x = 50
    for (const part of line.split(/( {3,})/)) {
      if (part.trim() === '') {
        x += part.length * 5.2
        continue
      }
      const end = text.showString(tinos(), [12.5, 0, 0, -12.5, x, 60 + at * 19], part)
      x = end[4]
    }
  })
  const lying = turn === 90 || turn === 270
  const scale = dpi / 72
  const [width, height] = lying ? [842, 595] : [595, 842]
  const box: mupdf.Rect = [0, 0, Math.round(width * scale), Math.round(height * scale)]
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, box, false)
  pixmap.clear(255)
  const middle = mupdf.Matrix.concat(
    mupdf.Matrix.concat(mupdf.Matrix.translate(-297.5, -421), mupdf.Matrix.rotate(turn)),
    mupdf.Matrix.translate(width / 2, height / 2),
  )
  const device = new mupdf.DrawDevice(mupdf.Matrix.scale(scale, scale), pixmap)
  device.fillText(text, middle, mupdf.ColorSpace.DeviceGray, [0.1], 1)
  device.close()
  speckle(pixmap, specks)
  return format === 'png' ? pixmap.asPNG() : pixmap.asJPEG(60, false)
}

/** Specks are strewn by a fixed rule, so that a test sees the same page every time. */
function speckle(pixmap: mupdf.Pixmap, share: number): void {
  const points = pixmap.getPixels()
  let seed = 12_345
  for (let at = 0; at < points.length * share; at++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    const point = Math.floor((seed / 2_147_483_648) * (points.length / 3)) * 3
    points[point] = points[point + 1] = points[point + 2] = 90
  }
}

/** A PDF whose pages are these pictures, as an office's scanner makes it; a page of text where a list of lines is given. */
export function scannedPdf(pages: readonly (Uint8Array | readonly string[])[]): Uint8Array {
  const pdf = new mupdf.PDFDocument()
  const face = pdf.addFont(tinos())
  for (const page of pages) {
    if (page instanceof Uint8Array) {
      const image = new mupdf.Image(page)
      const height = Math.round((595 * image.getHeight()) / image.getWidth())
      const resources = { XObject: { I: pdf.addImage(image) } }
      pdf.insertPage(-1, pdf.addPage([0, 0, 595, height], 0, resources, `q 595 0 0 ${height} 0 0 cm /I Do Q`))
    } else pdf.insertPage(-1, pdf.addPage([0, 0, 595, 842], 0, { Font: { F: face } }, printed(page)))
  }
  // The font has one glyph for the hyphen and the soft hyphen, and the library names the soft one in its table.
  const made = Buffer.from(pdf.saveToBuffer('decompress,compress-images').asUint8Array()).toString('latin1')
  return new Uint8Array(Buffer.from(made.replace(/<00ad>/gi, '<002d>'), 'latin1'))
}

const printed = (lines: readonly string[]): string =>
  lines
    .map((line, at) => {
      const glyphs = Array.from(line).map(sign =>
        tinos()
          .encodeCharacter(sign.codePointAt(0) ?? 0)
          .toString(16)
          .padStart(4, '0'),
      )
      return `BT /F 12 Tf 50 ${780 - at * 19} Td <${glyphs.join('')}> Tj ET`
    })
    .join('\n')

/** The share of letters of `wanted` that `got` has in order, at most 1: one minus the edits it would take. */
export function likeness(wanted: string, got: string): number {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
  const [a, b] = [plain(wanted), plain(got)]
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return 1 - row[b.length]! / Math.max(a.length, 1)
}

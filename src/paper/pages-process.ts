import type * as Mupdf from 'mupdf'
import { getDocumentProxy } from 'unpdf'
import { spoken, stretchesOf, type Item } from './actual-text.ts'
import type { Piece } from './layout.ts'
import { MAX_DRAWN, MAX_POINTS, type Job, type Opened, type Picture, type TextPage } from './pages-jobs.ts'

/**
 * Opens PDFs and pictures in a process of its own: whoever made the file decides how long that takes and how much memory, so
 * the one who asks must be able to end it and to outlive it. Loaded by `pages.ts`; answers one job after another.
 */
type Proxy = Awaited<ReturnType<typeof getDocumentProxy>>

let proxy: Proxy | null = null
let source: Uint8Array = new Uint8Array()
let drawn: Mupdf.Document | null = null
/** What the file says its shapes stand for, read at the first page that says so. */
let said: ReturnType<typeof stretchesOf> | null = null
/** The pages that mark their text, in the order of the file: only those have such words. */
let marked: number[] = []

process.on('disconnect', () => process.exit())
process.on('message', ({ id, job }: { id: number; job: Job }) => {
  answer(job).then(
    value => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, failed: error instanceof Error ? error.message : String(error) }),
  )
})

async function answer(job: Job): Promise<Opened | TextPage | Picture | boolean> {
  if (job.do === 'open-text') return openText(job.bytes)
  if (job.do === 'open-pictures') return openPictures(job.bytes, job.mediaType)
  if (job.do === 'lies') return lies(job.page)
  return job.do === 'text' ? textPage(job.page) : picture(job)
}

async function openText(bytes: Uint8Array): Promise<Opened> {
  await proxy?.loadingTask.destroy()
  drawn?.destroy()
  proxy = drawn = said = null
  marked = []
  source = bytes
  try {
    // The library takes the bytes away from whoever gives them.
    proxy = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    return { pages: proxy.numPages }
  } catch (error) {
    const locked = error instanceof Error && (error.name === 'PasswordException' || /password/i.test(error.message))
    return { refused: locked ? 'encrypted' : 'damaged' }
  }
}

/** The text of a page as it stands upright: what the file says of turning is already done. */
async function textPage(number: number): Promise<TextPage> {
  if (!proxy) throw new Error('no document is open')
  const page = await proxy.getPage(number)
  try {
    const view = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    const pieces: Piece[] = []
    let letters = 0
    for (const { str, transform, width } of printsOf(items as readonly Item[], number)) {
      if (str.trim() === '') continue
      const [, , c, d, e, f] = transform as [number, number, number, number, number, number]
      const [a1, b1, c1, d1, e1, f1] = view.transform as [number, number, number, number, number, number]
      pieces.push({
        text: str,
        x: a1 * e + c1 * f + e1,
        y: view.height - (b1 * e + d1 * f + f1),
        width,
        fontSize: Math.hypot(c, d),
      })
      letters += str.length
    }
    return {
      page: number,
      width: view.width,
      height: view.height,
      pieces,
      scanned: letters < FEW && (letters === 0 || (await coveredByPicture(number))),
    }
  } finally {
    page.cleanup()
  }
}

/** What is printed on a page; shapes that the file has words for come as those words. Pages are asked for in their order. */
function printsOf(items: readonly Item[], page: number) {
  // Only a file that marks its text can say what its shapes stand for.
  if (items.some(item => item.type === 'beginMarkedContentProps' && item.id) && !marked.includes(page))
    marked.push(page)
  if (items.some(item => item.type === 'beginMarkedContentProps' && !item.id)) said ??= stretchesOf(source)
  return spoken(items, said?.[marked.indexOf(page)] ?? [])
}

/** Fewer letters than this on a page that is a picture are a stamp or a signature server's caption. */
const FEW = 300

async function coveredByPicture(number: number): Promise<boolean> {
  const mupdf = await library()
  drawn ??= mupdf.Document.openDocument(source, 'application/pdf')
  const page = drawn.loadPage(number - 1)
  const [x0, y0, x1, y1] = page.getBounds()
  let covered = 0
  const text = page.toStructuredText('preserve-images')
  text.walk({
    onImageBlock: ([left, top, right, bottom]) => {
      covered += Math.max(0, right - left) * Math.max(0, bottom - top)
    },
  })
  text.destroy()
  page.destroy()
  return covered > 0.5 * (x1 - x0) * (y1 - y0)
}

let loaded: typeof Mupdf | null = null
/** Ten megabytes of program: only loaded for who needs pictures. */
async function library(): Promise<typeof Mupdf> {
  if (!loaded) {
    loaded = await import('mupdf')
    loaded.setLog(null)
  }
  return loaded
}

async function openPictures(bytes: Uint8Array, mediaType: string): Promise<Opened> {
  const mupdf = await library()
  drawn?.destroy()
  drawn = null
  try {
    if (mediaType !== 'application/pdf') {
      // Only the head is read here: a picture that would unpack to gigabytes is refused before it does.
      const head = new mupdf.Image(bytes)
      const points = head.getWidth() * head.getHeight()
      head.destroy()
      if (points > MAX_POINTS) return { refused: 'too-large' }
      if (points === 0) return { refused: 'damaged' }
    }
    drawn = mupdf.Document.openDocument(bytes, mediaType)
    if (drawn.needsPassword()) return { refused: 'encrypted' }
    const pages = drawn.countPages()
    return pages > 0 ? { pages } : { refused: 'damaged' }
  } catch {
    return { refused: 'damaged' }
  }
}

async function picture(job: Extract<Job, { do: 'picture' }>): Promise<Picture> {
  const mupdf = await library()
  if (!drawn) throw new Error('no document is open')
  const page = drawn.loadPage(job.page - 1)
  try {
    const [x0, y0, x1, y1] = page.getBounds()
    const lying = job.turn === 90 || job.turn === 270
    const width = Math.max(1, lying ? y1 - y0 : x1 - x0)
    const height = Math.max(1, lying ? x1 - x0 : y1 - y0)
    const scale = Math.min(job.width / width, Math.sqrt(MAX_DRAWN / (width * height)))
    const matrix = mupdf.Matrix.concat(mupdf.Matrix.rotate(job.turn), mupdf.Matrix.scale(scale, scale))
    const colours = job.grey ? mupdf.ColorSpace.DeviceGray : mupdf.ColorSpace.DeviceRGB
    const pixmap = page.toPixmap(matrix, colours, false)
    try {
      return { png: pixmap.asPNG(), width: pixmap.getWidth(), height: pixmap.getHeight() }
    } finally {
      pixmap.destroy()
    }
  } finally {
    page.destroy()
  }
}

/**
 * Whether a page lies on its side. Lines of print make rows of ink with white between them: along the print the sums of
 * ink jump from row to row, across it they hardly do.
 */
async function lies(number: number): Promise<boolean> {
  const mupdf = await library()
  if (!drawn) throw new Error('no document is open')
  const page = drawn.loadPage(number - 1)
  const [x0, y0, x1, y1] = page.getBounds()
  const scale = SMALL / Math.max(1, x1 - x0, y1 - y0)
  const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceGray, false)
  try {
    const [width, height, stride] = [pixmap.getWidth(), pixmap.getHeight(), pixmap.getStride()]
    const points = pixmap.getPixels()
    const rows = new Float64Array(height)
    const columns = new Float64Array(width)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const ink = 255 - (points[y * stride + x] ?? 255)
        rows[y] = (rows[y] ?? 0) + ink
        columns[x] = (columns[x] ?? 0) + ink
      }
    return jumps(columns) / height > (1.3 * jumps(rows)) / width
  } finally {
    pixmap.destroy()
    page.destroy()
  }
}

const SMALL = 900

/** The mean square of the steps from one sum to the next, by the length of a line of points. */
function jumps(sums: Float64Array): number {
  let total = 0
  for (let at = 1; at < sums.length; at++) total += ((sums[at] ?? 0) - (sums[at - 1] ?? 0)) ** 2
  return Math.sqrt(total / Math.max(1, sums.length))
}

import { Zip, ZipPassThrough } from 'fflate'
import { html } from 'hono/html'
import { dossierSettings, type DossierView, type Paper } from '../../dossiers/index.ts'
import { filesToSend, readFile } from '../../files/index.ts'
import { problem, type FileId } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { paperTitle } from './contents.tsx'
import { dossierPage, findDossier } from './dossier.tsx'

/** The whole file as one ZIP: its contents list and every paper, in the order of the list. One file in memory at a time. */
export async function sendZip(visit: Visit): Promise<Response> {
  const found = await findDossier(visit)
  if (!found) return notFound(visit)
  const { dossier, papers } = found
  const ids = papers.flatMap(paper => paper.files.map(file => file.id))
  const { there, max } = await visit.read(async tx => ({
    there: new Map((await filesToSend(tx, ids)).map(file => [file.id, file.size])),
    max: (await dossierSettings(tx)).zipMaxBytes,
  }))
  const size = [...there.values()].reduce((sum, one) => sum + one, 0)
  if (size > max) {
    const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)
    return dossierPage(visit, [problem('dossiers.zip-too-large', { size: megabytes(size), max: megabytes(max) })])
  }
  const entries = entriesOf(papers, there)
  const lists = await listsOf(visit, dossier, papers, entries)
  return visit.c.body(stream(visit, lists, entries), 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(plain(`Ho so ${dossier.code}-${dossier.year}`))}.zip`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}

type Entry = { readonly paper: Paper; readonly file: FileId; readonly name: string }

/** Names begin with the paper's place in the list, so that a folder shows them in its order; none leads out of it. */
function entriesOf(papers: readonly Paper[], there: ReadonlyMap<FileId, number>): Entry[] {
  const used = new Set<string>()
  return papers.flatMap((paper, at) =>
    paper.files
      .filter(file => there.has(file.id))
      .map((file, nth) => {
        const first = `${String(at + 1).padStart(3, '0')}${nth === 0 ? '' : `-${nth + 1}`} ${plain(file.name)}`
        const name = used.has(first) ? `${first} ${file.id.slice(0, 8)}` : first
        used.add(name)
        return { paper, file: file.id, name }
      }),
  )
}

/** What no system of files takes for an order: no separators, no control characters, no dots at the ends. */
const plain = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"<>|:*?\\/]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120) || '_'

/** The contents list twice: to be read anywhere, and to be printed from a browser without this system. */
async function listsOf(visit: Visit, dossier: DossierView, papers: readonly Paper[], entries: readonly Entry[]) {
  const { t } = visit
  const names = Map.groupBy(entries, entry => entry.paper)
  const head = [dossier.unitName, `${dossier.code}/${dossier.year}`, dossier.title, t('kit.not-official')]
  const rows = papers.map((paper, at) => [
    String(at + 1),
    paper.number,
    paper.dated ? t.date(paper.dated) : '',
    paper.author,
    paperTitle(visit, paper),
    paper.pages ? String(paper.pages) : '',
    (names.get(paper) ?? []).map(entry => entry.name).join('; '),
  ])
  const columns = ['nth', 'number', 'dated', 'author', 'subject', 'pages', 'files'].map(key => t(`dossiers.${key}`))
  const world = visit.deps.world()?.demonstration ? [t('kit.demo')] : []
  const text = [...world, ...head, '', ...[columns, ...rows].map(row => row.map(oneLine).join('\t'))].join('\r\n')
  const page = (
    <html lang={t.lang}>
      <head>
        <meta charset="utf-8" />
        <title>{`${t('dossiers.contents')} – ${dossier.title}`}</title>
      </head>
      <body>
        {world.map(line => (
          <p>
            <strong>{line}</strong>
          </p>
        ))}
        <h1>{t('dossiers.contents')}</h1>
        {head.map(line => (
          <p>{line}</p>
        ))}
        <table border={1} cellpadding={6}>
          {[columns, ...rows].map(row => (
            <tr>
              {row.map(cell => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </table>
      </body>
    </html>
  )
  return [
    { name: '000 muc-luc.txt', text: `\ufeff${text}\r\n` },
    { name: '000 muc-luc.html', text: `${await html`<!doctype html>${page}`}` },
  ]
}
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Stored, not packed again: scans and letters are packed already, and a slow machine sends at once. */
function stream(visit: Visit, lists: readonly { name: string; text: string }[], entries: readonly Entry[]) {
  const waiting = [...entries]
  let packer: Zip
  const put = (name: string, bytes: Uint8Array) => {
    const entry = new ZipPassThrough(name)
    entry.mtime = visit.at.now
    packer.add(entry)
    entry.push(bytes, true)
  }
  return new ReadableStream<Uint8Array>({
    start: controller => {
      packer = new Zip((error, chunk, last) => {
        if (error) return controller.error(error)
        controller.enqueue(chunk)
        if (last) controller.close()
      })
      for (const list of lists) put(list.name, new TextEncoder().encode(list.text))
    },
    pull: async () => {
      const next = waiting.shift()
      if (!next) return packer.end()
      const file = await visit.read(tx => readFile(tx, next.file))
      // What was erased in this very moment is named in the list and is not there.
      put(next.name, file.ok ? file.value.bytes : new Uint8Array())
    },
  })
}

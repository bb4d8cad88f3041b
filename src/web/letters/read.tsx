import {
  keepReading,
  keepScan,
  needsLooking,
  noReader,
  nothingSecret,
  openScans,
  recentReadings,
  type RecentReading,
  type Scan,
  type StoredScan,
} from '../../directives/index.ts'
import { problem, type Problem } from '../../kernel/index.ts'
import { read } from '../../paper/index.ts'
import {
  Badge,
  Checkbox,
  ErrorSummary,
  FileInput,
  Form,
  Heading,
  Note,
  Submit,
  Table,
  TextArea,
  type Column,
} from '../kit/index.ts'
import { scanWords } from './scan.tsx'
import type { FormValues, Visit } from '../visit.ts'

/** Drop a letter in. Nothing is stored before the marks of secrecy have been looked for. */
export const showRead = (visit: Visit) => readPage(visit, [])

export async function readLetter(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const scan = await scanOf(form)
  if (!scan) return readPage(visit, [problem('letters.no-file', undefined, { field: 'file' })])
  const reading = await read(scan.bytes, { name: scan.name, mediaType: scan.mediaType })
  if (!reading.ok && needsLooking(reading.problem.kind)) return keepForLater(visit, form, scan)
  if (!reading.ok) return readPage(visit, [{ ...reading.problem, field: 'file' }])
  const open = nothingSecret(reading.value)
  if (!open.ok) return readPage(visit, [{ ...open.problem, field: 'file' }])
  const kept = await visit.run(keepReading, { unit: visit.signedIn().unit, scan, reading: reading.value }, form)
  if (!kept.ok) return readPage(visit, [kept.problem])
  return visit.c.redirect(`/readings/${kept.value.id}`, 303)
}

/** A scan or photograph is read behind the pages; nothing is kept before somebody says that it bears no mark of secrecy. */
async function keepForLater(visit: Visit, form: FormValues, scan: Scan): Promise<Response> {
  if (!visit.deps.paper.readSlowly) return readPage(visit, [noReader()])
  const input = { unit: visit.signedIn().unit, scan, lookedAt: form.has('lookedAt') }
  const kept = await visit.run(keepScan, input, form)
  return kept.ok ? visit.c.redirect(`/readings/${kept.value.id}`, 303) : readPage(visit, [kept.problem])
}

/** The file that was chosen, or the text that was pasted. */
async function scanOf(form: FormValues): Promise<Scan | null> {
  const file = form.file('file')
  if (file)
    return {
      bytes: new Uint8Array(await file.arrayBuffer()),
      mediaType: file.type || 'application/octet-stream',
      name: file.name.replace(/\p{Cc}/gu, ' ').slice(0, 200),
    }
  const text = form.text('text')
  return text ? { bytes: new TextEncoder().encode(text), mediaType: 'text/plain', name: 'dan-vao.txt' } : null
}

async function readPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const { recent, scans } = await visit.read(async tx => ({
    recent: await recentReadings(tx, actor.unit),
    scans: await openScans(tx, actor.unit),
  }))
  return visit.page(
    t('letters.read-title'),
    <>
      <Heading title={t('letters.read-title')} lead={t('letters.read-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Note tone="warn" title={t('letters.secret-title')}>
        <p>{t('letters.secret-text')}</p>
      </Note>
      <Form to="/read" command={visit.newCommand()} files>
        <FileInput
          t={t}
          name="file"
          label={t('letters.file')}
          hint={t('letters.file-hint')}
          accept=".txt,.docx,.pdf,text/plain,application/pdf,image/*"
          problems={problems}
        />
        <Checkbox
          t={t}
          name="lookedAt"
          label={t('desk.looked-at')}
          hint={t('desk.looked-at-hint')}
          problems={problems}
        />
        <TextArea t={t} name="text" label={t('letters.paste')} rows={6} lang="vi" />
        <Submit>{t('letters.read-do')}</Submit>
      </Form>
      {scans.length > 0 && <Scans visit={visit} scans={scans} />}
      {recent.length > 0 && <Recent visit={visit} recent={recent} />}
    </>,
    { problems },
  )
}

const Scans = ({ visit, scans }: { visit: Visit; scans: readonly StoredScan[] }) => {
  const { t } = visit
  const columns: Column<StoredScan>[] = [
    {
      key: 'name',
      label: t('letters.file'),
      cell: row => <a href={`/readings/${row.id}`}>{row.name || t('desk.no-name')}</a>,
      heads: true,
    },
    { key: 'state', label: t('letters.state'), cell: row => scanWords(t, row) },
    { key: 'at', label: t('desk.sent-at'), cell: row => t.instant(row.at) },
  ]
  return <Table t={t} caption={t('desk.scans')} columns={columns} rows={scans} />
}

const Recent = ({ visit, recent }: { visit: Visit; recent: readonly RecentReading[] }) => {
  const { t } = visit
  const columns: Column<RecentReading>[] = [
    { key: 'name', label: t('letters.file'), cell: row => <a href={`/readings/${row.id}`}>{row.name}</a>, heads: true },
    {
      key: 'letters',
      label: t('letters.count'),
      cell: row => <Badge>{t('letters.count-of', { count: row.letters })}</Badge>,
    },
    { key: 'at', label: t('letters.read-at'), cell: row => t.instant(row.at) },
  ]
  return <Table t={t} caption={t('letters.recent')} columns={columns} rows={recent} />
}

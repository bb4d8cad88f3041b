import { cancelScan, readingOf, scanOf, type ReadingId, type StoredScan } from '../../directives/index.ts'
import { readFile } from '../../files/index.ts'
import { idFrom, type Problem } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { Badge, Breadcrumbs, ErrorSummary, Heading, LinkButton, Note, PostButton } from '../kit/index.ts'
import { notFound, statusOf } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { PICTURE_WIDTH } from './desk-source.tsx'

/** A scan on its way: how far its reading is, or why nothing came of it. The page asks for itself again meanwhile. */
export const showScan = (visit: Visit): Promise<Response> => scanPage(visit, [])

const AGAIN_SECONDS = 4

async function scanPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const id = idFrom<ReadingId>(visit.c.req.param('id'))
  const scan = id ? await visit.read(tx => scanOf(tx, id)) : null
  if (!scan) return problems[0] ? refusal(visit, problems[0]) : notFound(visit)
  const open = isOpen(scan)
  const name = scan.name || t('desk.no-name')
  return visit.page(
    name,
    <>
      <Breadcrumbs t={t} items={[{ href: '/read', label: t('web.nav-read') }, { label: name }]} />
      <Heading title={open ? t('desk.scan-title') : t('desk.scan-over')} lead={name} />
      <ErrorSummary t={t} problems={problems} />
      {open ? <Progress visit={visit} scan={scan} /> : <Over t={t} scan={scan} />}
    </>,
    {
      ...(open ? { again: AGAIN_SECONDS } : {}),
      styles: ['desk.css'],
      problems,
    },
  )
}

const refusal = (visit: Visit, why: Problem): Promise<Response> =>
  visit.page(visit.t('desk.scan-title'), <ErrorSummary t={visit.t} problems={[why]} />, { status: statusOf(why) })

const isOpen = ({ state }: StoredScan): boolean => state === 'waiting' || state === 'reading'

/** How a scan stands, in words. */
export const scanWords = (t: T, { state, page, pages }: StoredScan) =>
  state === 'reading' && pages !== null ? (
    t('desk.scan-page', { page: Math.min(page + 1, pages), pages })
  ) : (
    <Badge tone={state === 'refused' || state === 'failed' ? 'bad' : 'info'}>{t(`desk.scan-${state}`)}</Badge>
  )

const Progress = ({ visit, scan }: { visit: Visit; scan: StoredScan }) => {
  const { t } = visit
  return (
    <section class="scan-progress">
      <p role="status">
        <strong>
          {scan.pages === null
            ? t(`desk.scan-${scan.state}`)
            : t('desk.scan-page', { page: Math.min(scan.page + 1, scan.pages), pages: scan.pages })}
        </strong>
      </p>
      <progress
        max={scan.pages ?? 1}
        value={scan.pages === null ? undefined : scan.page}
        aria-label={t('desk.scan-title')}
      ></progress>
      <p class="muted">{t('desk.scan-meanwhile')}</p>
      <div class="actions">
        <LinkButton to={`/readings/${scan.id}`} kind="secondary">
          {t('desk.scan-again')}
        </LinkButton>
        <PostButton to={`/readings/${scan.id}/cancel`} command={visit.newCommand()} kind="danger">
          {t('desk.scan-cancel')}
        </PostButton>
      </div>
    </section>
  )
}

const Over = ({ t, scan }: { t: T; scan: StoredScan }) => (
  <>
    <Note tone={scan.state === 'cancelled' ? 'info' : 'bad'} title={t(`desk.scan-${scan.state}`)}>
      {scan.problem && <p>{t.problem(scan.problem)}</p>}
      <p>{t('desk.scan-nothing-kept')}</p>
    </Note>
    <LinkButton to="/read">{t('desk.scan-another')}</LinkButton>
  </>
)

/** Ends the reading of a scan; its file is removed. */
export async function cancelReading(visit: Visit): Promise<Response> {
  const id = idFrom<ReadingId>(visit.c.req.param('id'))
  if (!id) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(cancelScan, { unit: visit.signedIn().unit, id }, form)
  if (done.ok) return visit.done('/read', 'desk.scan-cancelled')
  // It may have become a reading a moment ago: then there is nothing to cancel and something to see.
  const ended = done.problem.kind === 'directives.scan-ended'
  const read = ended ? await visit.read(tx => readingOf(tx, id)) : null
  return read ? visit.c.redirect(`/readings/${id}`, 303) : scanPage(visit, [done.problem])
}

/** A page of a file as a picture, drawn when it is asked for and kept by nobody. */
export async function sendPagePicture(visit: Visit): Promise<Response> {
  const { pagePicture, turnOf } = visit.deps.paper
  const id = idFrom<ReadingId>(visit.c.req.param('id'))
  const page = Number(visit.c.req.param('page'))
  if (!pagePicture || !id || !Number.isInteger(page) || page < 1) return notFound(visit)
  const found = await visit.read(async tx => {
    const stored = await readingOf(tx, id)
    const file = stored && (await readFile(tx, stored.file))
    return file?.ok ? { reading: stored!.reading, bytes: file.value.bytes } : null
  })
  if (!found) return notFound(visit)
  const picture = await pagePicture(found.bytes, page, PICTURE_WIDTH, turnOf(found.reading, page))
  if (!picture.ok) return notFound(visit)
  return visit.c.body(new Uint8Array(picture.value), 200, {
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}

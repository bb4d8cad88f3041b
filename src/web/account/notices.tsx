import { scopeOf } from '../../access/index.ts'
import { inbox, markRead, type Notice } from '../../notices/index.ts'
import { EmptyState, Heading, PostButton, Timeline } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const SHOWN = 100

/** What happened that the unit or the person should know. */
export async function showNotices(visit: Visit): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const notices = await visit.read(tx => inbox(tx, scopeOf(actor, visit.at.today), SHOWN))
  const item = (notice: Notice) => ({
    when: t.instant(notice.at),
    title: notice.link ? <a href={notice.link}>{t(`notice.${notice.kind}`, notice.parameters)}</a> : t(`notice.${notice.kind}`, notice.parameters),
    ...(notice.unitName ? { by: notice.unitName } : {}),
    tone: notice.readAt ? ('neutral' as const) : ('info' as const),
  })
  return visit.page(
    t('web.nav-notices'),
    <>
      <Heading title={t('web.nav-notices')} actions={notices.some(one => !one.readAt) ? <PostButton to="/notices" command={visit.newCommand()}>{t('notices.mark-all')}</PostButton> : undefined} />
      {notices.length === 0 ? <EmptyState title={t('notices.none')} /> : <Timeline label={t('web.nav-notices')} items={notices.map(item)} />}
    </>,
  )
}

export async function markNotices(visit: Visit): Promise<Response> {
  const form = await visit.form()
  await visit.run(markRead, { ids: 'all' }, form)
  return visit.c.redirect('/notices', 303)
}

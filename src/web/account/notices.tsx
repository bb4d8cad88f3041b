import { scopeOf } from '../../access/index.ts'
import { inbox, markRead, type Notice } from '../../notices/index.ts'
import { ErrorSummary, EmptyState, Heading, PostButton, Timeline } from '../kit/index.ts'
import type { Problem } from '../../kernel/index.ts'
import { statusOf } from '../answers.tsx'
import type { Visit } from '../visit.ts'

const SHOWN = 100

/** What happened that the unit or the person should know. */
export const showNotices = (visit: Visit) => noticesPage(visit, [])

async function noticesPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const notices = await visit.read(tx => inbox(tx, scopeOf(actor, visit.at.today), SHOWN))
  const item = (notice: Notice) => ({
    when: t.instant(notice.at),
    title: notice.link ? (
      <a href={notice.link}>{t(`notice.${notice.kind}`, notice.parameters)}</a>
    ) : (
      t(`notice.${notice.kind}`, notice.parameters)
    ),
    ...(notice.unitName ? { by: notice.unitName } : {}),
    tone: notice.readAt ? ('neutral' as const) : ('info' as const),
  })
  return visit.page(
    t('web.nav-notices'),
    <>
      <Heading
        title={t('web.nav-notices')}
        actions={
          notices.some(one => !one.readAt) ? (
            <PostButton to="/notices" command={visit.newCommand()}>
              {t('notices.mark-all')}
            </PostButton>
          ) : undefined
        }
      />
      <ErrorSummary t={t} problems={problems} />
      {notices.length === 0 ? (
        <EmptyState title={t('notices.none')} />
      ) : (
        <Timeline label={t('web.nav-notices')} items={notices.map(item)} />
      )}
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

export async function markNotices(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const done = await visit.run(markRead, { ids: 'all' }, form)
  return done.ok ? visit.c.redirect('/notices', 303) : noticesPage(visit, [done.problem])
}

import { Actions, Card, Cards, Heading, LinkButton } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** The first page: what this is, for somebody who has never seen it. */
export function showHome(visit: Visit): Promise<Response> | Response {
  const { t, actor } = visit
  if (actor) return visit.c.redirect('/work', 303)
  return visit.page(
    t('web.home-title'),
    <>
      <Heading title={t('web.home-title')} lead={t('web.home-lead')} />
      <Actions>
        <LinkButton to="/sign-in">{t('web.sign-in')}</LinkButton>
      </Actions>
      <Cards>
        {['read', 'send', 'see'].map(name => (
          <Card title={t(`web.home-${name}`)}>
            <p>{t(`web.home-${name}-text`)}</p>
          </Card>
        ))}
      </Cards>
    </>,
  )
}

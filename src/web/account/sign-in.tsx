import type { Problem } from '../../kernel/index.ts'
import { setCookie } from 'hono/cookie'
import { Details, ErrorSummary, Form, Heading, Submit, Table, TextInput, type Column } from '../kit/index.ts'
import { statusOf } from '../answers.tsx'
import { clientOf } from '../client.ts'
import type { Deps } from '../deps.ts'
import type { Visit } from '../visit.ts'

export const showSignIn = (visit: Visit) =>
  visit.actor ? visit.c.redirect('/work', 303) : signInPage(visit, { to: visit.c.req.query('to') ?? '', email: '' })

export async function signIn(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const email = form.text('email').toLowerCase()
  const to = form.text('to')
  const done = await visit.deps.accounts.signIn(
    email,
    form.text('password'),
    visit.c.req.raw.headers,
    clientOf(visit.c, visit.deps.proxies),
  )
  if (!done.ok) return signInPage(visit, { to, email, problem: done.problem })
  for (const cookie of done.value.setCookie) visit.c.header('set-cookie', cookie, { append: true })
  return visit.c.redirect(inside(to), 303)
}

export async function signOut(visit: Visit): Promise<Response> {
  const done = await visit.deps.accounts.signOut(visit.c.req.raw.headers)
  for (const cookie of done.setCookie) visit.c.header('set-cookie', cookie, { append: true })
  return visit.c.redirect('/', 303)
}

/** The unit for which the actor works from now on: one of those that the grants name. */
export async function actFor(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const unit = visit.signedIn().grants.find(grant => grant.unit === form.text('unit'))
  if (unit)
    setCookie(visit.c, 'acting', unit.unit, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: visit.deps.publicUrl.startsWith('https:'),
    })
  return visit.c.redirect('/work', 303)
}

/**
 * Only a path of this site: an address with a host would lead the signed-in reader to a stranger. Browsers drop tabs
 * and line ends from an address, so that `/<tab>/host` would be one too.
 */
const inside = (to: string): string =>
  /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(to) && !to.startsWith('/sign-') ? to : '/work'

function signInPage(visit: Visit, with_: { to: string; email: string; problem?: Problem }): Promise<Response> {
  const { t, deps } = visit
  const problems = with_.problem ? [with_.problem] : []
  return visit.page(
    t('web.sign-in'),
    <>
      <Heading title={t('web.sign-in')} lead={t('web.sign-in-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/sign-in" hidden={{ to: with_.to }}>
        <TextInput
          t={t}
          name="email"
          type="email"
          label={t('web.email')}
          value={with_.email}
          autocomplete="username"
          required
          problems={problems}
        />
        <TextInput
          t={t}
          name="password"
          type="password"
          label={t('web.password')}
          autocomplete="current-password"
          required
          problems={problems}
        />
        <Submit>{t('web.sign-in')}</Submit>
      </Form>
      {deps.world()?.demonstration && <DemonstrationAccounts visit={visit} />}
    </>,
    { status: with_.problem ? statusOf(with_.problem) : 200 },
  )
}

type Demonstration = Deps['demonstration'][number]

/** In a demonstration world anyone may try every desk; the passwords are the same and public. */
const DemonstrationAccounts = ({ visit }: { visit: Visit }) => {
  const { t, deps } = visit
  const columns: Column<Demonstration>[] = [
    { key: 'unit', label: t('web.unit'), cell: row => <span lang="vi">{row.unit}</span>, heads: true },
    { key: 'role', label: t('web.role'), cell: row => t(`role.${row.role}`) },
    { key: 'email', label: t('web.email'), cell: row => <code>{row.email}</code> },
    {
      key: 'enter',
      label: t('web.sign-in'),
      cell: row => (
        <form class="post-button" method="post" action="/sign-in">
          <input type="hidden" name="email" value={row.email} />
          <input type="hidden" name="password" value={row.password} />
          <button class="button secondary" type="submit" aria-label={`${t('web.sign-in')}: ${row.email}`}>
            {t('web.sign-in')}
          </button>
        </form>
      ),
    },
  ]
  return (
    <Details summary={t('web.demo-accounts')} open>
      <p>{t('web.demo-accounts-text', { password: deps.demonstration[0]?.password ?? '' })}</p>
      <Table t={t} caption={t('web.demo-accounts')} captionHidden columns={columns} rows={deps.demonstration} />
    </Details>
  )
}

import {
  chooseMail,
  createToken,
  revokeToken,
  tokenFrom,
  tokenHash,
  tokensOf,
  type TokenId,
  type TokenRow,
} from '../../access/index.ts'
import { addDays, idFrom, plainDate, problem, type CommandId, type Problem } from '../../kernel/index.ts'
import {
  Badge,
  DateInput,
  DescriptionList,
  ErrorSummary,
  Form,
  Heading,
  Note,
  PostButton,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { statusOf } from '../answers.tsx'
import { clientOf } from '../client.ts'
import type { Visit } from '../visit.ts'

/** One's own account: roles, password, tokens for other programs. */
export const showAccount = (visit: Visit) => accountPage(visit, {})

export async function changePassword(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const id = idFrom<CommandId>(form.text('command'))
  if (!id) return accountPage(visit, { problems: [problem('access.command-id')] })
  const input = { current: form.text('current'), next: form.text('next') }
  const done = await visit.deps.accounts.changePassword(
    visit.at,
    visit.signedIn(),
    id,
    input,
    visit.c.req.raw.headers,
    clientOf(visit.c, visit.deps.proxies),
  )
  if (!done.ok) return accountPage(visit, { problems: [done.problem] })
  for (const cookie of done.value.setCookie) visit.c.header('set-cookie', cookie, { append: true })
  return visit.done('/account', 'account.password-changed')
}

/** The token is shown on this page once; only its digest is kept. */
export async function makeToken(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const token = tokenFrom(visit.deps.newSecret())
  const expiresOn = plainDate(form.text('expiresOn'))
  if (!expiresOn) return accountPage(visit, { problems: [problem('account.date', undefined, { field: 'expiresOn' })] })
  const input = {
    id: visit.deps.newId() as TokenId,
    name: form.text('name'),
    hash: tokenHash(token).toString('hex'),
    expiresOn,
  }
  const done = await visit.run(createToken, input, form)
  return done.ok ? accountPage(visit, { token }) : accountPage(visit, { problems: [done.problem] })
}

export async function endToken(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const id = idFrom<TokenId & string>(form.text('token')) as TokenId | null
  const done = id ? await visit.run(revokeToken, { id }, form) : null
  return done?.ok
    ? visit.done('/account', 'account.token-ended')
    : accountPage(visit, { problems: [done ? done.problem : problem('access.token-unknown')] })
}

/** Whether notices come by mail as well. */
export async function setMail(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const done = await visit.run(chooseMail, { wanted: form.text('wanted') === 'yes' }, form)
  return done.ok ? visit.done('/account', 'account.mail-chosen') : accountPage(visit, { problems: [done.problem] })
}

async function accountPage(visit: Visit, shown: { problems?: readonly Problem[]; token?: string }): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const problems = shown.problems ?? []
  const tokens = await visit.read(tx => tokensOf(tx, actor.account))
  return visit.page(
    t('account.title'),
    <>
      <Heading title={t('account.title')} lead={actor.name} />
      <ErrorSummary t={t} problems={problems} />
      {shown.token && (
        <Note tone="warn" title={t('account.token-once')}>
          <p>
            <code>{shown.token}</code>
          </p>
        </Note>
      )}
      <h2>{t('account.roles')}</h2>
      <DescriptionList items={actor.grants.map(grant => ({ label: grant.unitName, value: t(`role.${grant.role}`) }))} />
      <h2>{t('account.password')}</h2>
      <Form to="/account/password" command={visit.newCommand()}>
        <TextInput
          t={t}
          name="current"
          type="password"
          label={t('account.password-current')}
          autocomplete="current-password"
          required
          problems={problems}
        />
        <TextInput
          t={t}
          name="next"
          type="password"
          label={t('account.password-next')}
          hint={t('account.password-hint')}
          autocomplete="new-password"
          required
          problems={problems}
        />
        <Submit kind="secondary">{t('account.password-change')}</Submit>
      </Form>
      <h2>{t('account.mail')}</h2>
      <p>{t('account.mail-text')}</p>
      <div class="actions">
        <PostButton to="/account/mail" command={visit.newCommand()} hidden={{ wanted: 'yes' }}>
          {t('account.mail-yes')}
        </PostButton>
        <PostButton to="/account/mail" command={visit.newCommand()} hidden={{ wanted: 'no' }}>
          {t('account.mail-no')}
        </PostButton>
      </div>
      <h2>{t('account.tokens')}</h2>
      <p>{t('account.tokens-text')}</p>
      {tokens.length > 0 && <Tokens visit={visit} tokens={tokens} />}
      <Form to="/account/tokens" command={visit.newCommand()}>
        <TextInput t={t} name="name" label={t('account.token-name')} required problems={problems} />
        <DateInput
          t={t}
          name="expiresOn"
          label={t('account.token-expires')}
          value={addDays(visit.at.today, 90)}
          min={visit.at.today}
          required
          problems={problems}
        />
        <Submit kind="secondary">{t('account.token-make')}</Submit>
      </Form>
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

const Tokens = ({ visit, tokens }: { visit: Visit; tokens: readonly TokenRow[] }) => {
  const { t } = visit
  const columns: Column<TokenRow>[] = [
    { key: 'name', label: t('account.token-name'), cell: row => row.name, heads: true },
    { key: 'expires', label: t('account.token-expires'), cell: row => t.date(row.expiresOn) },
    {
      key: 'state',
      label: t('account.token-state'),
      cell: row =>
        row.revokedAt ? (
          <Badge tone="neutral">{t('account.token-revoked')}</Badge>
        ) : row.expiresOn < visit.at.today ? (
          <Badge tone="warn">{t('account.token-expired')}</Badge>
        ) : (
          <PostButton
            to="/account/tokens/end"
            command={visit.newCommand()}
            hidden={{ token: row.id }}
            kind="danger"
            label={t('account.token-end-named', { name: row.name })}
          >
            {t('account.token-end')}
          </PostButton>
        ),
    },
  ]
  return <Table t={t} caption={t('account.tokens')} captionHidden columns={columns} rows={tokens} />
}

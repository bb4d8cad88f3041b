import {
  accountsInScope,
  disableAccount,
  endGrant,
  grantRole,
  ROLES,
  scopeOf,
  type AccountRow,
  type Role,
} from '../../access/index.ts'
import {
  idFrom,
  plainDate,
  problem,
  type AccountId,
  type CommandId,
  type GrantId,
  type Problem,
} from '../../kernel/index.ts'
import {
  Badge,
  DateInput,
  ErrorSummary,
  Form,
  Heading,
  PostButton,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { unitNamed } from '../unit-named.ts'
import { statusOf } from '../answers.tsx'
import type { Visit } from '../visit.ts'

/** Accounts and roles within the administrator's scope. */
export const showAdmin = (visit: Visit) => adminPage(visit, [])

export async function makeAccount(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const command = idFrom<CommandId>(form.text('command'))
  const unit = await unitNamed(visit, form.text('unit'), { field: 'unit' })
  if (typeof unit !== 'string') return adminPage(visit, [unit])
  const role = ROLES.find(one => one === form.text('role'))
  if (!command || !role)
    return adminPage(visit, [problem(command ? 'account.role' : 'access.command-id', undefined, { field: 'role' })])
  const done = await visit.deps.accounts.createAccount(visit.at, visit.signedIn(), command, {
    // Derived from the command, so that the same form sent twice is the same command.
    account: command as string as AccountId,
    name: form.text('name'),
    email: form.text('email'),
    language: 'vi',
    person: null,
    grant: {
      id: command as string as GrantId,
      role,
      unit,
      from: plainDate(form.text('from')) ?? visit.at.today,
      until: null,
    },
    password: form.text('password'),
  })
  return done.ok ? visit.done('/admin', 'account.made') : adminPage(visit, [done.problem])
}

export async function giveRole(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const unit = await unitNamed(visit, form.text('unit'), { field: 'unit' })
  if (typeof unit !== 'string') return adminPage(visit, [unit])
  const account = idFrom<AccountId>(form.text('account'))
  const role = ROLES.find(one => one === form.text('role'))
  if (!account || !role)
    return adminPage(visit, [problem('account.role', undefined, { field: account ? 'role' : 'account' })])
  const done = await visit.run(
    grantRole,
    {
      id: form.text('command') as GrantId,
      account,
      role,
      unit,
      from: plainDate(form.text('from')) ?? visit.at.today,
      until: plainDate(form.text('until')),
    },
    form,
  )
  return done.ok ? visit.done('/admin', 'account.role-given') : adminPage(visit, [done.problem])
}

export async function endRole(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const grant = idFrom<GrantId>(form.text('grant'))
  if (!grant) return adminPage(visit, [problem('access.grant-unknown')])
  const done = await visit.run(endGrant, { grant, on: visit.at.today }, form)
  return done.ok ? visit.done('/admin', 'account.role-ended') : adminPage(visit, [done.problem])
}

/** Shuts an account out at once, or lets it in again. */
export async function setEnabled(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const account = idFrom<AccountId>(form.text('account'))
  if (!account) return adminPage(visit, [problem('access.account-unknown', undefined, { field: 'account' })])
  const done = await visit.run(disableAccount, { account, disabled: form.text('disabled') === 'yes' }, form)
  return done.ok ? visit.done('/admin', 'account.state-changed') : adminPage(visit, [done.problem])
}

/** A new password for somebody who forgot theirs; their sessions end. */
export async function setPasswordOf(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const [command, account] = [idFrom<CommandId>(form.text('command')), idFrom<AccountId>(form.text('account'))]
  if (!command || !account)
    return adminPage(visit, [problem('access.account-unknown', undefined, { field: 'account' })])
  const done = await visit.deps.accounts.setPassword(visit.at, visit.signedIn(), command, {
    account,
    password: form.text('password'),
  })
  return done.ok ? visit.done('/admin', 'account.password-set') : adminPage(visit, [done.problem])
}

async function adminPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const accounts = await visit.read(tx => accountsInScope(tx, scopeOf(visit.signedIn(), at.today)))
  const roles = ROLES.map((role: Role) => ({ value: role, label: t(`role.${role}`) }))
  return visit.page(
    t('account.admin-title'),
    <>
      <Heading title={t('account.admin-title')} lead={t('account.admin-lead')} />
      <p>
        <a href="/admin/quiet-days">{t('account.to-quiet-days')}</a> ·{' '}
        <a href="/readings/test-set">{t('desk.to-set')}</a> · <a href="/admin/layouts">{t('letters.layout-title')}</a>
      </p>
      <ErrorSummary t={t} problems={problems} />
      <Accounts visit={visit} accounts={accounts} />
      <h2>{t('account.give-role')}</h2>
      <Form to="/admin/grants" command={visit.newCommand()}>
        <Select
          t={t}
          name="account"
          label={t('account.account')}
          required
          options={accounts.map(one => ({ value: one.account, label: `${one.name} (${one.email})` }))}
          problems={problems}
        />
        <Select t={t} name="role" label={t('web.role')} required options={roles} problems={problems} />
        <TextInput
          t={t}
          name="unit"
          label={t('web.unit')}
          hint={t('account.unit-hint')}
          required
          lang="vi"
          problems={problems}
        />
        <DateInput t={t} name="from" label={t('account.from')} value={at.today} problems={problems} />
        <DateInput t={t} name="until" label={t('account.until')} problems={problems} />
        <Submit kind="secondary">{t('account.give-role')}</Submit>
      </Form>
      <h2>{t('account.password-of')}</h2>
      <Form to="/admin/accounts/password" command={visit.newCommand()}>
        <Select
          t={t}
          name="account"
          row={2}
          label={t('account.account')}
          required
          options={accounts.map(one => ({ value: one.account, label: `${one.name} (${one.email})` }))}
        />
        <TextInput
          t={t}
          name="password"
          row={2}
          type="password"
          label={t('account.password-next')}
          hint={t('account.password-hint')}
          required
          autocomplete="new-password"
        />
        <Submit kind="secondary">{t('account.password-of')}</Submit>
      </Form>
      <h2>{t('account.make')}</h2>
      <Form to="/admin/accounts" command={visit.newCommand()}>
        <TextInput t={t} name="name" label={t('account.name')} required lang="vi" row={1} />
        <TextInput t={t} name="email" type="email" label={t('web.email')} required problems={problems} />
        <TextInput
          t={t}
          name="password"
          type="password"
          label={t('account.password-first')}
          hint={t('account.password-hint')}
          required
          autocomplete="new-password"
          problems={problems}
        />
        <Select t={t} name="role" label={t('web.role')} required options={roles} row={1} />
        <TextInput t={t} name="unit" label={t('web.unit')} hint={t('account.unit-hint')} required lang="vi" row={1} />
        <Submit>{t('account.make')}</Submit>
      </Form>
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

const Accounts = ({ visit, accounts }: { visit: Visit; accounts: readonly AccountRow[] }) => {
  const { t } = visit
  const columns: Column<AccountRow>[] = [
    { key: 'name', label: t('account.name'), cell: row => row.name, heads: true },
    { key: 'email', label: t('web.email'), cell: row => row.email },
    {
      key: 'grants',
      label: t('account.roles'),
      cell: row => (
        <ul class="plain">
          {row.grants.map(grant => (
            <li>
              {t(`role.${grant.role}`)} · <span lang="vi">{grant.unitName}</span>{' '}
              {row.account !== visit.actor?.account && (
                <PostButton
                  to="/admin/grants/end"
                  command={visit.newCommand()}
                  hidden={{ grant: grant.id }}
                  kind="danger"
                  label={t('account.end-role-named', { name: row.name, role: t(`role.${grant.role}`) })}
                >
                  {t('account.end-role')}
                </PostButton>
              )}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'state',
      label: t('account.token-state'),
      cell: row => (
        <>
          {row.disabledAt ? (
            <Badge tone="bad">{t('account.disabled')}</Badge>
          ) : (
            <Badge tone="good">{t('account.enabled')}</Badge>
          )}{' '}
          {row.account !== visit.actor?.account && (
            <PostButton
              to="/admin/accounts/enabled"
              command={visit.newCommand()}
              hidden={{ account: row.account, disabled: row.disabledAt ? 'no' : 'yes' }}
              label={`${t(row.disabledAt ? 'account.enable' : 'account.disable')}: ${row.name}`}
            >
              {t(row.disabledAt ? 'account.enable' : 'account.disable')}
            </PostButton>
          )}
        </>
      ),
    },
  ]
  return <Table t={t} caption={t('account.in-scope')} columns={columns} rows={accounts} />
}

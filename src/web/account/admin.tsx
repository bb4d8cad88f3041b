import { accountsInScope, endGrant, grantRole, ROLES, scopeOf, type AccountRow, type Role } from '../../access/index.ts'
import { idFrom, plainDate, problem, type AccountId, type CommandId, type GrantId, type Problem, type UnitId } from '../../kernel/index.ts'
import { searchUnits } from '../../org/index.ts'
import { Badge, DateInput, ErrorSummary, Form, Heading, PostButton, Select, Submit, Table, TextInput, type Column } from '../kit/index.ts'
import { statusOf } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'

/** Accounts and roles within the administrator's scope. */
export const showAdmin = (visit: Visit) => adminPage(visit, [])

/** A unit is named by its name: offices know no ids. Exactly one unit must match. */
async function unitNamed(visit: Visit, form: FormValues): Promise<UnitId | Problem> {
  const name = form.text('unit')
  const found = await visit.read(tx => searchUnits(tx, name, visit.at.today, 5))
  const exact = found.filter(unit => unit.name.toLowerCase() === name.toLowerCase())
  const one = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined
  return one ? one.id : problem(found.length === 0 ? 'account.unit-unknown' : 'account.unit-many', { names: found.map(unit => unit.name).join('; ') }, { field: 'unit' })
}

export async function makeAccount(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const command = idFrom<CommandId>(form.text('command'))
  const unit = await unitNamed(visit, form)
  if (typeof unit !== 'string') return adminPage(visit, [unit])
  const role = ROLES.find(one => one === form.text('role'))
  if (!command || !role) return adminPage(visit, [problem(command ? 'account.role' : 'access.command-id', undefined, { field: 'role' })])
  const done = await visit.deps.accounts.createAccount(visit.at, visit.signedIn(), command, {
    // Derived from the command, so that the same form sent twice is the same command.
    account: command as string as AccountId,
    name: form.text('name'),
    email: form.text('email'),
    language: 'vi',
    person: null,
    grant: { id: command as string as GrantId, role, unit, from: plainDate(form.text('from')) ?? visit.at.today, until: null },
    password: form.text('password'),
  })
  return done.ok ? visit.done('/admin', 'account.made') : adminPage(visit, [done.problem])
}

export async function giveRole(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const unit = await unitNamed(visit, form)
  if (typeof unit !== 'string') return adminPage(visit, [unit])
  const account = idFrom<AccountId>(form.text('account'))
  const role = ROLES.find(one => one === form.text('role'))
  if (!account || !role) return adminPage(visit, [problem('account.role', undefined, { field: account ? 'role' : 'account' })])
  const done = await visit.run(
    grantRole,
    { id: form.text('command') as GrantId, account, role, unit, from: plainDate(form.text('from')) ?? visit.at.today, until: plainDate(form.text('until')) },
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

async function adminPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const accounts = await visit.read(tx => accountsInScope(tx, scopeOf(visit.signedIn(), at.today)))
  const roles = ROLES.map((role: Role) => ({ value: role, label: t(`role.${role}`) }))
  return visit.page(
    t('account.admin-title'),
    <>
      <Heading title={t('account.admin-title')} lead={t('account.admin-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Accounts visit={visit} accounts={accounts} />
      <h2>{t('account.give-role')}</h2>
      <Form to="/admin/grants" command={visit.newCommand()}>
        <Select t={t} name="account" label={t('account.account')} required options={accounts.map(one => ({ value: one.account, label: `${one.name} (${one.email})` }))} problems={problems} />
        <Select t={t} name="role" label={t('web.role')} required options={roles} problems={problems} />
        <TextInput t={t} name="unit" label={t('web.unit')} hint={t('account.unit-hint')} required lang="vi" problems={problems} />
        <DateInput t={t} name="from" label={t('account.from')} value={at.today} problems={problems} />
        <DateInput t={t} name="until" label={t('account.until')} problems={problems} />
        <Submit kind="secondary">{t('account.give-role')}</Submit>
      </Form>
      <h2>{t('account.make')}</h2>
      <Form to="/admin/accounts" command={visit.newCommand()}>
        <TextInput t={t} name="name" label={t('account.name')} required lang="vi" row={1} />
        <TextInput t={t} name="email" type="email" label={t('web.email')} required problems={problems} />
        <TextInput t={t} name="password" type="password" label={t('account.password-first')} hint={t('account.password-hint')} required autocomplete="new-password" problems={problems} />
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
                <PostButton to="/admin/grants/end" command={visit.newCommand()} hidden={{ grant: grant.id }} kind="danger" label={t('account.end-role-named', { name: row.name, role: t(`role.${grant.role}`) })}>
                  {t('account.end-role')}
                </PostButton>
              )}
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'state', label: t('account.token-state'), cell: row => (row.disabledAt ? <Badge tone="bad">{t('account.disabled')}</Badge> : <Badge tone="good">{t('account.enabled')}</Badge>) },
  ]
  return <Table t={t} caption={t('account.in-scope')} columns={columns} rows={accounts} />
}

import { BANKS } from '../../bank/index.ts'
import { digitsTyped, type Problem } from '../../kernel/index.ts'
import { openFundsOf } from '../../ledger/index.ts'
import { bankAccounts, openImport, statementsOf, type Statement } from '../../statements/index.ts'
import {
  Badge,
  ErrorSummary,
  FileInput,
  Form,
  Heading,
  LinkButton,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'

export const showStatements = (visit: Visit) => listPage(visit, [])

export const toneOf = (s: Statement) =>
  s.state === 'posted'
    ? 'good'
    : s.state === 'refused' || s.state === 'faulty'
      ? 'bad'
      : s.state === 'staged'
        ? 'warn'
        : 'neutral'

async function listPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit, grants } = visit.signedIn()
  const { statements, accounts, funds } = await visit.read(async tx => ({
    statements: await statementsOf(tx, unit),
    accounts: await bankAccounts(tx, unit),
    funds: await openFundsOf(tx, unit),
  }))
  const may = grants.some(grant => grant.unit === unit && grant.role === 'accountant')
  const columns: Column<Statement>[] = [
    {
      key: 'files',
      label: t('statements.files'),
      heads: true,
      cell: s => <a href={`/money/statements/${s.id}`}>{s.files.join(', ')}</a>,
    },
    { key: 'account', label: t('statements.account'), cell: s => <span lang="vi">{s.accountName}</span> },
    { key: 'lines', label: t('statements.lines'), numeric: true, cell: s => t.number(s.lines) },
    { key: 'credits', label: t('statements.credits'), numeric: true, cell: s => t.number(s.credits) },
    {
      key: 'state',
      label: t('statements.state'),
      cell: s => <Badge tone={toneOf(s)}>{t(`statements.state-${s.state}`)}</Badge>,
    },
  ]
  return visit.page(
    t('statements.title'),
    <>
      <Heading
        title={t('statements.title')}
        lead={t('statements.lead')}
        actions={
          <>
            <LinkButton to="/money/statements/search" kind="secondary">
              {t('statements.search')}
            </LinkButton>
            <LinkButton to="/money/statements/review" kind="secondary">
              {t('statements.review')}
            </LinkButton>
          </>
        }
      />
      <ErrorSummary t={t} problems={problems} />
      <Table
        t={t}
        caption={t('statements.title')}
        captionHidden
        columns={columns}
        rows={statements}
        empty={t('statements.empty')}
      />
      {may && (
        <section aria-labelledby="import">
          <h2 id="import">{t('statements.import')}</h2>
          <Form to="/money/statements" command={visit.newCommand()} files>
            <FileInput
              t={t}
              name="file"
              label={t('statements.file')}
              hint={t('statements.file-hint')}
              accept=".csv,.gz,.xlsx,.txt"
              multiple
              required
            />
            <Select
              t={t}
              name="account"
              label={t('statements.account')}
              required
              value={accounts.length === 1 ? accounts[0]!.id : null}
              placeholder={t('statements.choose')}
              options={accounts.map(one => ({ value: one.id, label: `${one.name} · ${one.number}` }))}
            />
            <Select
              t={t}
              name="fund"
              label={t('statements.fund')}
              placeholder={t('statements.fund-own')}
              options={funds.map(one => ({ value: one.id, label: `${one.code} · ${one.name}` }))}
            />
            <Select
              t={t}
              name="bank"
              label={t('statements.bank')}
              placeholder={t('statements.bank-auto')}
              options={[
                ...[...BANKS].map(bank => ({ value: bank as string, label: t(`bank.name.${bank}`) })),
                { value: 'other', label: t('statements.bank-other') },
              ]}
            />
            <TextInput
              t={t}
              name="opening"
              label={t('statements.opening')}
              hint={t('statements.opening-hint')}
              inputmode="numeric"
            />
            <Submit>{t('statements.read-file')}</Submit>
          </Form>
          <p>
            <a href="/money/statements/mapping">{t('statements.mapping')}</a>
          </p>
        </section>
      )}
    </>,
    { problems },
  )
}

export async function importStatement(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const files = await Promise.all(
    form.files('file').map(async file => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  const [fund, bank] = [form.text('fund'), form.text('bank')]
  const done = await visit.run(
    openImport,
    {
      unit: visit.signedIn().unit,
      files,
      account: form.text('account'),
      opening: digitsTyped(form.text('opening')),
      ...(fund ? { fund } : {}),
      ...(bank ? { bank } : {}),
    },
    form,
  )
  return done.ok
    ? visit.done(`/money/statements/${done.value.id}`, 'statements.begun')
    : listPage(visit, [done.problem])
}

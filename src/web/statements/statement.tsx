import { idFrom, type Problem } from '../../kernel/index.ts'
import { postStatementPaying } from '../../spending/index.ts'
import {
  acceptDifferences,
  acceptRepairs,
  attest,
  attestationsOf,
  cancelImport,
  daysOf,
  faultIn,
  statementById,
  type Attestation,
  type Day,
  type KeptFault,
  type Statement,
  type StatementId,
} from '../../statements/index.ts'
import { notFound } from '../answers.tsx'
import {
  Badge,
  Breadcrumbs,
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
import type { Visit } from '../visit.ts'
import { toneOf } from './list.tsx'

export const showStatement = (visit: Visit) => statementPage(visit, [])

const steps = {
  post: postStatementPaying,
  cancel: cancelImport,
  repair: acceptRepairs,
  attest,
  differences: acceptDifferences,
} as const

/** Each step of a statement is one form: post, cancel, accept repairs, attest, accept differences. */
export async function moveStatement(visit: Visit): Promise<Response> {
  const id = idFrom<StatementId>(visit.c.req.param('id'))
  const step = visit.c.req.param('step') as keyof typeof steps
  if (!id || !(step in steps)) return notFound(visit)
  const form = await visit.form()
  const input = { id, why: form.text('why'), opening: form.text('opening'), closing: form.text('closing') }
  const done = await visit.run(steps[step] as typeof attest, input, form)
  return done.ok
    ? visit.done(`/money/statements/${id}`, `statements.done-${step}`)
    : statementPage(visit, [done.problem])
}

async function statementPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const id = idFrom<StatementId>(visit.c.req.param('id'))
  const found =
    id &&
    (await visit.read(async tx => {
      const s = await statementById(tx, id)
      return s && { s, days: await daysOf(tx, s.no), attested: await attestationsOf(tx, s.no, visit.signedIn()) }
    }))
  if (!found) return notFound(visit)
  const { s, days, attested } = found
  const working = s.state === 'waiting' || s.state === 'staging'
  const open = working || s.state === 'staged' || s.state === 'faulty'
  const title = s.files.join(', ')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/statements', label: t('statements.title') }, { label: title }]} />
      <Heading title={title} kicker={<span lang="vi">{s.accountName}</span>} />
      <ErrorSummary t={t} problems={problems} />
      <p>
        <Badge tone={toneOf(s)}>{t(`statements.state-${s.state}`)}</Badge>{' '}
        {working && t('statements.lines-read', { lines: s.lines })}
      </p>
      {s.problem && (
        <Note tone="bad" title={t('statements.state-refused')}>
          <p>{t.problem(faultIn(t, s.problem))}</p>
        </Note>
      )}
      <DescriptionList
        items={[
          { label: t('statements.fund'), value: <span lang="vi">{s.fundName}</span> },
          {
            label: t('statements.lines'),
            value: `${t.number(s.lines)}${s.again > 0 ? ` (${t('statements.again', { count: s.again })})` : ''}`,
          },
          { label: t('statements.opening'), value: s.opening === null ? '—' : t.number(s.opening) },
          { label: t('statements.credits'), value: t.number(s.credits) },
          { label: t('statements.debits'), value: t.number(s.debits) },
          { label: t('statements.closing'), value: s.closing === null ? '—' : t.number(s.closing) },
        ]}
      />
      {s.faults.length > 0 && <Faults visit={visit} s={s} />}
      {s.differences.length > 0 && <Differences visit={visit} s={s} />}
      {days.length > 0 && <Days visit={visit} s={s} days={days} attested={attested} />}
      {s.state === 'staged' && days.some(day => day.proved === null) && (
        <Attest visit={visit} s={s} attested={attested} />
      )}
      <div class="actions">
        {s.state === 'staged' && (
          <PostButton to={`/money/statements/${s.id}/post`} command={visit.newCommand()} kind="primary">
            {t('statements.post')}
          </PostButton>
        )}
        {open && (
          <PostButton to={`/money/statements/${s.id}/cancel`} command={visit.newCommand()}>
            {t('statements.cancel')}
          </PostButton>
        )}
      </div>
    </>,
    { problems, ...(working ? { again: 3 } : {}) },
  )
}

const Faults = ({ visit, s }: { visit: Visit; s: Statement }) => {
  const { t } = visit
  const columns: Column<KeptFault>[] = [
    { key: 'line', label: t('statements.line'), heads: true, numeric: true, cell: f => t.number(f.line) },
    {
      key: 'what',
      label: t('statements.what'),
      cell: f =>
        t(`bank.statement.fault.${f.kind}`, { file: f.file, line: f.line, row: f.row, column: f.column, ...f.values }),
    },
    {
      key: 'repair',
      label: t('statements.repair'),
      numeric: true,
      cell: f =>
        f.repair ? `${t(`bank.statement.field.${f.repair.field}`)} ${t.number(BigInt(f.repair.amount))}` : '—',
    },
  ]
  return (
    <section aria-labelledby="faults">
      <h2 id="faults">{t('statements.faults', { count: s.faults.length })}</h2>
      <Table
        t={t}
        caption={t('statements.faults', { count: s.faults.length })}
        captionHidden
        columns={columns}
        rows={s.faults}
      />
      {s.state === 'faulty' && (
        <Form to={`/money/statements/${s.id}/repair`} command={visit.newCommand()}>
          <p>{t('statements.repair-text')}</p>
          <TextInput t={t} name="why" label={t('statements.why')} required />
          <Submit>{t('statements.accept-repairs')}</Submit>
        </Form>
      )}
    </section>
  )
}

const Differences = ({ visit, s }: { visit: Visit; s: Statement }) => {
  const { t } = visit
  return (
    <Note tone="warn" title={t('statements.differs-title')}>
      <ul>
        {s.differences.map(one => (
          <li>{t(`statements.difference-${one.kind}`, { day: t.date(one.day), count: one.count })}</li>
        ))}
      </ul>
      {s.differencesWhy !== null && <p lang="vi">{s.differencesWhy}</p>}
      {s.state === 'staged' && s.differencesWhy === null && (
        <Form to={`/money/statements/${s.id}/differences`} command={visit.newCommand()}>
          <TextInput t={t} name="why" label={t('statements.why')} required />
          <Submit kind="secondary">{t('statements.accept-differences')}</Submit>
        </Form>
      )}
    </Note>
  )
}

const Days = ({
  visit,
  s,
  days,
  attested,
}: {
  visit: Visit
  s: Statement
  days: readonly Day[]
  attested: readonly Attestation[]
}) => {
  const { t } = visit
  const columns: Column<Day>[] = [
    {
      key: 'day',
      label: t('statements.day'),
      heads: true,
      cell: d => <a href={`/money/statements/${s.id}/days/${d.day}`}>{t.date(d.day)}</a>,
    },
    { key: 'lines', label: t('statements.lines'), numeric: true, cell: d => t.number(d.lines) },
    { key: 'credits', label: t('statements.credits'), numeric: true, cell: d => t.number(d.credits) },
    { key: 'debits', label: t('statements.debits'), numeric: true, cell: d => t.number(d.debits) },
    {
      key: 'closing',
      label: t('statements.closing'),
      numeric: true,
      cell: d => (d.closing === null ? '—' : t.number(d.closing)),
    },
    {
      key: 'proved',
      label: t('statements.proved'),
      cell: d =>
        d.proved === null && attested.length === 2 ? (
          <Badge tone="neutral">{t('statements.attested-by-two')}</Badge>
        ) : (
          <Badge tone={d.proved ? 'good' : d.proved === false ? 'bad' : 'warn'}>
            {t(`bank.statement.proved.${d.proved}`)}
          </Badge>
        ),
    },
  ]
  return <Table t={t} caption={t('statements.days')} columns={columns} rows={days} />
}

const Attest = ({ visit, s, attested }: { visit: Visit; s: Statement; attested: readonly Attestation[] }) => {
  const { t } = visit
  const mine = attested.some(one => one.mine)
  if (attested.length === 2) return null
  return (
    <section aria-labelledby="attest">
      <h2 id="attest">{t('statements.attest')}</h2>
      <p>{t(mine ? 'statements.attest-second' : 'statements.attest-text')}</p>
      {!mine && (
        <Form to={`/money/statements/${s.id}/attest`} command={visit.newCommand()}>
          <TextInput
            t={t}
            name="opening"
            label={t('statements.opening')}
            required
            inputmode="numeric"
            value={s.opening?.toString() ?? ''}
          />
          <TextInput t={t} name="closing" label={t('statements.closing')} required inputmode="numeric" />
          <TextInput t={t} name="why" label={t('statements.seen-where')} required />
          <Submit kind="secondary">{t('statements.attest-do')}</Submit>
        </Form>
      )}
    </section>
  )
}

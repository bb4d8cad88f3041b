import { digitsTyped, idFrom, type FundId, type Problem } from '../../kernel/index.ts'
import { openFundsOf } from '../../ledger/index.ts'
import {
  claimsFrom,
  decideLine,
  decisionsOf,
  doubtsOf,
  lineById,
  reviewQueue,
  undoDecision,
  USES,
  type Decision,
  type LineFound,
  type LineId,
  type Part,
} from '../../statements/index.ts'
import { notFound } from '../answers.tsx'
import {
  Breadcrumbs,
  DescriptionList,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'

/** The lines that somebody should look at, the most doubtful first: one leads to the next. */
export async function showReview(visit: Visit): Promise<Response> {
  const { t } = visit
  const { total, lines } = await visit.read(tx => reviewQueue(tx, visit.signedIn().unit))
  const columns: Column<LineFound>[] = [
    {
      key: 'memo',
      label: t('statements.memo'),
      heads: true,
      cell: l => (
        <a href={`/money/lines/${l.id}`} lang="vi">
          {l.memo || '—'}
        </a>
      ),
    },
    { key: 'amount', label: t('statements.amount'), numeric: true, cell: l => t.number(l.amount ?? 0n) },
    {
      key: 'doubts',
      label: t('statements.doubts'),
      cell: l =>
        doubtsOf(l.doubts)
          .map(doubt => t(`statements.doubt-${doubt}`))
          .join(' · '),
    },
    { key: 'day', label: t('statements.day'), cell: l => t.date(l.day) },
  ]
  return visit.page(
    t('statements.review'),
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: '/money/statements', label: t('statements.title') }, { label: t('statements.review') }]}
      />
      <Heading title={t('statements.review')} lead={t('statements.review-lead', { count: total })} />
      <Table
        t={t}
        caption={t('statements.review')}
        captionHidden
        columns={columns}
        rows={lines}
        empty={t('statements.review-empty')}
      />
    </>,
  )
}

export const showLine = (visit: Visit) => linePage(visit, [])
const PARTS = 5

async function linePage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const id = idFrom<LineId>(visit.c.req.param('id'))
  const found =
    id &&
    (await visit.read(async tx => {
      const line = await lineById(tx, id)
      return line && { line, decisions: await decisionsOf(tx, id), funds: await openFundsOf(tx, visit.signedIn().unit) }
    }))
  if (!found) return notFound(visit)
  const { line, decisions, funds } = found
  const may = visit.signedIn().grants.some(grant => grant.role === 'accountant')
  const fundOptions = funds.map(one => ({ value: one.id, label: `${one.code} · ${one.name}` }))
  const title = t('statements.line-of', { day: t.date(line.day), amount: t.number(line.amount ?? 0n) })
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: '/money/statements/review', label: t('statements.review') }, { label: title }]}
      />
      <Heading title={title} kicker={<span lang="vi">{line.accountName}</span>} />
      <ErrorSummary t={t} problems={problems} />
      <DescriptionList
        items={[
          { label: t('statements.memo'), value: <span lang="vi">{line.memo || '—'}</span> },
          {
            label: t('statements.place'),
            value: (
              <a href={`/money/statements/${line.statement}/days/${line.day}?after=${line.ordinal - 1}`}>
                {t('statements.place-in', { file: line.file, row: String(line.row) })}
              </a>
            ),
          },
          {
            label: t('statements.doubts'),
            value:
              doubtsOf(line.doubts)
                .map(doubt => t(`statements.doubt-${doubt}`))
                .join(' · ') || '—',
          },
          {
            label: t('statements.claims'),
            value:
              claimsFrom(line.claims, line.memo)
                .map(one => `${t(`statements.claim-${one.is}`)}: “${one.words}”`)
                .join(' · ') || '—',
          },
        ]}
      />
      {decisions.length > 0 && <Decisions visit={visit} line={line} decisions={decisions} may={may} />}
      {may && (
        <section aria-labelledby="decide">
          <h2 id="decide">{t('statements.decide')}</h2>
          <p>{t('statements.decide-text')}</p>
          <Form to={`/money/lines/${line.id}`} command={visit.newCommand()}>
            <Submit name="as" value="posted">
              {t('statements.confirm')}
            </Submit>
          </Form>
          <Form to={`/money/lines/${line.id}`} command={visit.newCommand()}>
            <PartFields visit={visit} number={1} funds={fundOptions} />
            <Details summary={t('statements.more-parts')}>
              {Array.from({ length: PARTS - 1 }, (_, at) => (
                <PartFields visit={visit} number={at + 2} funds={fundOptions} />
              ))}
            </Details>
            <TextInput t={t} name="partOf" label={t('statements.part-of')} hint={t('statements.part-of-hint')} />
            <TextInput t={t} name="why" label={t('statements.why')} />
            <Submit kind="secondary">{t('statements.decide-do')}</Submit>
          </Form>
        </section>
      )}
    </>,
    { problems },
  )
}

type PartProps = {
  visit: Visit
  number: number
  funds: readonly { value: string; label: string }[]
}
const PartFields = ({ visit: { t }, number, funds }: PartProps) => (
  <fieldset>
    <legend>{t('statements.part', { number })}</legend>
    <Select
      t={t}
      name="use"
      row={number}
      label={t('statements.use')}
      placeholder="—"
      options={USES.map(use => ({ value: use, label: t(`statements.use-${use}`) }))}
    />
    <TextInput t={t} name="amount" row={number} label={t('statements.amount')} inputmode="numeric" />
    <Select
      t={t}
      name="fund"
      row={number}
      label={t('statements.fund')}
      placeholder={t('statements.fund-own')}
      options={funds}
    />
  </fieldset>
)

const Decisions = ({
  visit,
  line,
  decisions,
  may,
}: {
  visit: Visit
  line: LineFound
  decisions: readonly Decision[]
  may: boolean
}) => {
  const { t } = visit
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">{t('statements.decisions')}</h2>
      <ol>
        {decisions.map(one => (
          <li>
            {t.instant(one.at)} · <span lang="vi">{one.by}</span>:{' '}
            {one.parts.length === 0
              ? t('statements.as-posted')
              : one.parts
                  .map(part => `${t(`statements.use-${part.use}`)} ${t.number(BigInt(part.amount))}`)
                  .join(' + ')}
            {one.why && ` · ${one.why}`}
          </li>
        ))}
      </ol>
      {may && (
        <Form to={`/money/lines/${line.id}/undo`} command={visit.newCommand()}>
          <TextInput t={t} name="why" label={t('statements.why')} required />
          <Submit kind="secondary">{t('statements.undo')}</Submit>
        </Form>
      )}
    </section>
  )
}

const partsOf = (form: FormValues): Part[] => {
  const [uses, amounts, funds, partOf] = [form.all('use'), form.all('amount'), form.all('fund'), form.text('partOf')]
  return uses.flatMap((use, at) =>
    use === ''
      ? []
      : [
          {
            use: use as Part['use'],
            amount: digitsTyped(amounts[at] ?? ''),
            ...(funds[at] ? { fund: funds[at] as FundId } : {}),
            ...(partOf && use === 'gift' ? { partOf } : {}),
          },
        ],
  )
}

export async function decideOne(visit: Visit): Promise<Response> {
  const id = idFrom<LineId>(visit.c.req.param('id'))
  if (!id) return notFound(visit)
  const form = await visit.form()
  const parts = form.text('as') === 'posted' ? [] : partsOf(form)
  const done = await visit.run(decideLine, { line: id, parts, why: form.text('why') }, form)
  return done.ok ? visit.done('/money/statements/review', 'statements.decided') : linePage(visit, [done.problem])
}

export async function undoOne(visit: Visit): Promise<Response> {
  const id = idFrom<LineId>(visit.c.req.param('id'))
  if (!id) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(undoDecision, { line: id, why: form.text('why') }, form)
  return done.ok ? visit.done(`/money/lines/${id}`, 'statements.undone') : linePage(visit, [done.problem])
}

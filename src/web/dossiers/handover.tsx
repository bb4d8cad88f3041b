import {
  handoverOf,
  itemsOf,
  mayMoveHandover,
  type HandedItem,
  type HandoverId,
  type HandoverMove,
  type HandoverView,
} from '../../dossiers/index.ts'
import { listInHand } from '../../reports/index.ts'
import type { Tx } from '../../db/index.ts'
import { idFrom, type Problem, type UnitId } from '../../kernel/index.ts'
import {
  Breadcrumbs,
  DescriptionList,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Note,
  PostButton,
  Submit,
  Table,
  TextArea,
  type Column,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { HandoverBadge } from './shared.tsx'

export const handoverNamed = (visit: Visit): HandoverId | null => idFrom<HandoverId>(visit.c.req.param('id'))

type Found = { readonly handover: HandoverView; readonly items: readonly HandedItem[] }

/** A hand-over with its list: as it stands now while it is open, frozen once the giver has signed. */
export async function findHandover<More = null>(
  visit: Visit,
  also: (tx: Tx, unit: UnitId) => Promise<More | null> = () => Promise.resolve(null),
): Promise<(Found & { readonly more: More }) | null> {
  const id = handoverNamed(visit)
  if (!id) return null
  return visit.read(async tx => {
    const handover = await handoverOf(tx, id)
    if (!handover) return null
    const items =
      handover.state === 'open'
        ? await listInHand(tx, { handover: id, unit: handover.unit, giver: handover.giver })
        : await itemsOf(tx, id, handover.edition)
    return { handover, items, more: (await also(tx, handover.unit)) as More }
  })
}

export const showHandover = (visit: Visit) => handoverPage(visit, [])

/** The page of one hand-over: what is handed over, remarks, and whose signature comes next. */
export async function handoverPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const found = await findHandover(visit)
  if (!found) return notFound(visit)
  const { handover, items } = found
  const title = `${handover.giverName} → ${handover.receiverName}`
  return visit.page(
    t('handovers.title'),
    <>
      <Breadcrumbs t={t} items={[{ href: '/handovers', label: t('handovers.title') }, { label: title }]} />
      <Heading
        kicker={<span lang="vi">{handover.unitName}</span>}
        title={<span lang="vi">{title}</span>}
        actions={
          <LinkButton to={`/handovers/${handover.id}/print`} kind="secondary">
            {t('dossiers.print')}
          </LinkButton>
        }
      />
      <ErrorSummary t={t} problems={problems} />
      <p class="work-head">
        <HandoverBadge t={t} state={handover.state} />
      </p>
      <HandoverFacts visit={visit} handover={handover} />
      <h2>{t('handovers.items', { count: items.length })}</h2>
      <p class="muted">{t(handover.state === 'open' ? 'handovers.items-open' : 'handovers.items-frozen')}</p>
      <Items visit={visit} items={items} />
      <Remarks visit={visit} handover={handover} />
      <Moves visit={visit} handover={handover} />
    </>,
    { problems },
  )
}

export const HandoverFacts = ({ visit: { t }, handover }: { visit: Visit; handover: HandoverView }) => (
  <>
    <DescriptionList
      items={[
        { label: t('handovers.reason'), value: <span lang="vi">{handover.reason}</span> },
        {
          label: t('handovers.opened-at'),
          value: `${t.instant(handover.openedAt)} – ${handover.openedByName ?? ''}`,
        },
        ...(handover.giverSignedAt
          ? [{ label: t('handovers.giver-signed'), value: t.instant(handover.giverSignedAt) }]
          : []),
        ...(handover.receiverSignedAt
          ? [
              { label: t('handovers.receiver-signed'), value: t.instant(handover.receiverSignedAt) },
              {
                label: t('handovers.moved'),
                value: t('handovers.moved-text', { parts: handover.partsMoved, files: handover.dossiersMoved }),
              },
            ]
          : []),
        ...(handover.cancelledWhy ? [{ label: t('handovers.cancelled-why'), value: handover.cancelledWhy }] : []),
      ]}
    />
    {handover.confirmedByName && handover.confirmedAt && (
      <Note tone="warn" title={t('handovers.confirmed')}>
        <p lang="vi">
          {handover.confirmedByName}, {t.instant(handover.confirmedAt)}: {handover.confirmedWhy}
        </p>
      </Note>
    )}
    {handover.returnedWhy && handover.state === 'open' && (
      <Note tone="warn" title={t('handovers.returned')}>
        <p lang="vi">{handover.returnedWhy}</p>
      </Note>
    )}
  </>
)

export const Items = ({ visit, items }: { visit: Visit; items: readonly HandedItem[] }) => {
  const { t } = visit
  const subject = (row: HandedItem) =>
    row.kind === 'grant' ? `${t(`role.${row.label}`)} – ${row.subject}` : row.subject
  const columns: Column<HandedItem>[] = [
    { key: 'kind', label: t('handovers.kind'), cell: row => t(`dossiers.hand-${row.kind}`) },
    {
      key: 'subject',
      label: t('handovers.what'),
      heads: true,
      cell: row => {
        const words = [row.kind === 'grant' ? '' : row.label, subject(row)].filter(Boolean).join(': ')
        return row.link ? (
          <a href={row.link} lang="vi">
            {words}
          </a>
        ) : (
          <span lang="vi">{words}</span>
        )
      },
    },
    { key: 'due', label: t('handovers.due'), cell: row => (row.dueOn ? t.date(row.dueOn) : '–') },
    {
      key: 'then',
      label: t('handovers.then'),
      cell: row => t(['part', 'dossier'].includes(row.kind) ? 'handovers.then-moves' : `handovers.then-${then(row)}`),
    },
  ]
  return (
    <Table
      t={t}
      caption={t('handovers.items', { count: items.length })}
      captionHidden
      columns={columns}
      rows={items}
      empty={t('handovers.items-none')}
    />
  )
}
const then = (row: HandedItem): string => (row.kind === 'grant' || row.kind === 'token' ? 'ends' : 'known')

type Shown = {
  readonly visit: Visit
  readonly handover: HandoverView
}
const may = ({ visit, handover }: Shown, move: HandoverMove) => mayMoveHandover(visit.signedIn(), handover, move).ok

const Remarks = (shown: Shown) => {
  const { visit, handover } = shown
  const { t } = visit
  if (handover.state !== 'open' || !may(shown, 'remark'))
    return handover.remarks ? (
      <section>
        <h2>{t('handovers.remarks')}</h2>
        <p lang="vi" class="letter-text">
          {handover.remarks}
        </p>
      </section>
    ) : null
  return (
    <Form to={`/handovers/${handover.id}/remarks`} command={visit.newCommand()} version={handover.version}>
      <TextArea
        t={t}
        name="remarks"
        label={t('handovers.remarks')}
        hint={t('handovers.remarks-hint')}
        value={handover.remarks}
        rows={4}
        lang="vi"
      />
      <Submit kind="secondary">{t('handovers.remarks-do')}</Submit>
    </Form>
  )
}

/** The next signatures, for those whose they are; to everybody else it says who signs next. */
const Moves = (shown: Shown) => {
  const { visit, handover } = shown
  const { t } = visit
  const command = () => visit.newCommand()
  const to = (move: string) => `/handovers/${handover.id}/${move}`
  return (
    <section>
      {handover.state === 'open' && (
        <>
          <h2>{t('handovers.give')}</h2>
          {may(shown, 'give') ? (
            <PostButton to={to('give')} command={command()} version={handover.version} kind="primary">
              {t('handovers.give-do')}
            </PostButton>
          ) : (
            <p>{t('handovers.waits-giver', { name: handover.giverName })}</p>
          )}
          {may(shown, 'confirm-gone') && <Reasoned {...shown} move="confirm-gone" />}
        </>
      )}
      {handover.state === 'given' && (
        <>
          <h2>{t('handovers.take')}</h2>
          {may(shown, 'take') ? (
            <>
              <p>{t('handovers.take-text')}</p>
              <PostButton to={to('take')} command={command()} version={handover.version} kind="primary">
                {t('handovers.take-do')}
              </PostButton>
              <Reasoned {...shown} move="give-back" />
            </>
          ) : (
            <p>{t('handovers.waits-receiver', { name: handover.receiverName })}</p>
          )}
        </>
      )}
      {['open', 'given'].includes(handover.state) && may(shown, 'cancel') && <Reasoned {...shown} move="cancel" />}
    </section>
  )
}

const Reasoned = ({ visit, handover, move }: Shown & { readonly move: 'confirm-gone' | 'give-back' | 'cancel' }) => (
  <details class="more">
    <summary>{visit.t(`handovers.${move}`)}</summary>
    <Form to={`/handovers/${handover.id}/${move}`} command={visit.newCommand()} version={handover.version}>
      <TextArea
        t={visit.t}
        name="why"
        label={visit.t('dossiers.why')}
        hint={visit.t(`handovers.${move}-hint`)}
        rows={2}
        required
        lang="vi"
      />
      <Submit kind="secondary">{visit.t(`handovers.${move}-do`)}</Submit>
    </Form>
  </details>
)

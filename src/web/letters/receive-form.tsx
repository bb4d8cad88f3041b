import { holds } from '../../access/index.ts'
import type { DeliveryNode, LetterView } from '../../reports/index.ts'
import {
  Badge,
  Details,
  Form,
  Note,
  PostButton,
  Select,
  Submit,
  Table,
  TextArea,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const REASONS = ['wrong-address', 'missing-page', 'broken-file', 'wrong-form', 'pass-to-other']

/** What a recipient can do: take it into the own book, or give it back with a reason; never refuse. */
export const ReceiveMoves = ({
  visit,
  letter,
  delivery,
}: {
  visit: Visit
  letter: LetterView
  delivery: NonNullable<LetterView['delivery']>
}) => {
  const { t } = visit
  const actor = visit.signedIn()
  const clerk = holds(actor, actor.unit, 'clerk')
  return (
    <section>
      <h2>{t('letters.received-here')}</h2>
      <p>
        {t('letters.received-from', { from: delivery.fromName })}{' '}
        <Badge tone={delivery.status === '02' ? 'bad' : delivery.status === '01' ? 'warn' : 'good'}>
          {t(`letters.state-${delivery.status}`)}
        </Badge>
        {delivery.phrase && <span class="muted"> {t('letters.as-addressed', { phrase: delivery.phrase })}</span>}
      </p>
      {delivery.passedOn && (
        <p>
          <a href={`/letters/${delivery.passedOn}`}>{t('letters.passed-on-with')}</a>
        </p>
      )}
      {delivery.status === '02' && (
        <Note tone="warn" title={t(`letters.reason-${delivery.returnedReason ?? 'wrong-address'}`)}>
          <p lang="vi">{delivery.returnedNote}</p>
        </Note>
      )}
      {delivery.status === '01' && clerk && (
        <>
          <PostButton to={`/letters/${letter.id}/acknowledge`} command={visit.newCommand()} kind="primary">
            {t('letters.acknowledge')}
          </PostButton>
          <Details summary={t('letters.return')}>
            <Form to={`/letters/${letter.id}/return`} command={visit.newCommand()} version={delivery.version}>
              <Select
                t={t}
                name="reason"
                label={t('letters.return-reason')}
                required
                options={REASONS.map(value => ({ value, label: t(`letters.reason-${value}`) }))}
              />
              <TextArea t={t} name="words" label={t('letters.return-words')} rows={2} required lang="vi" />
              <TextInput
                t={t}
                name="proposedUnit"
                label={t('letters.return-proposed')}
                hint={t('account.unit-hint')}
                lang="vi"
              />
              <Submit kind="secondary">{t('letters.return')}</Submit>
            </Form>
          </Details>
        </>
      )}
      {delivery.status === '01' && !clerk && <p class="muted">{t('letters.waits-acknowledge')}</p>}
    </section>
  )
}

/** What came back to the sender, each with its answer: send it to the unit proposed, or put it before the same one again. */
export const ReturnedToUs = ({
  visit,
  letter,
  tree,
}: {
  visit: Visit
  letter: LetterView
  tree: readonly DeliveryNode[]
}) => {
  const { t } = visit
  const actor = visit.signedIn()
  const returned = tree.filter(node => node.status === '02' && node.document === letter.id && node.from === actor.unit)
  if (returned.length === 0 || !holds(actor, actor.unit, 'clerk', 'leader', 'officer')) return null
  const columns: Column<DeliveryNode>[] = [
    { key: 'unit', label: t('web.unit'), cell: row => <span lang="vi">{row.unitName}</span>, heads: true },
    {
      key: 'reason',
      label: t('letters.return-reason'),
      cell: row => t(`letters.reason-${row.returnedReason ?? 'wrong-address'}`),
    },
    { key: 'words', label: t('letters.return-words'), cell: row => <span lang="vi">{row.returnedNote}</span> },
    { key: 'proposed', label: t('letters.proposed'), cell: row => <span lang="vi">{row.proposedName ?? '—'}</span> },
    {
      key: 'answer',
      label: t('letters.answer'),
      screenOnly: true,
      cell: row => <Answers visit={visit} letter={letter} row={row} />,
    },
  ]
  return <Table t={t} caption={t('letters.returned')} columns={columns} rows={returned} />
}

/** Both answers, until the letter has gone to the unit that was proposed. */
const Answers = ({ visit, letter, row }: { visit: Visit; letter: LetterView; row: DeliveryNode }) => {
  const { t } = visit
  if (row.proposedHasIt) return <Badge tone="good">{t('letters.answered')}</Badge>
  const answers = row.proposedName ? (['send-on', 'send-again'] as const) : (['send-again'] as const)
  return (
    <>
      {answers.map(answer => (
        <PostButton
          to={`/letters/${letter.id}/answer-passing`}
          command={visit.newCommand()}
          version={row.version}
          hidden={{ returnedBy: row.unit, answer }}
          label={`${t(`letters.${answer}`)}: ${row.unitName}`}
        >
          {t(`letters.${answer}`)}
        </PostButton>
      ))}
    </>
  )
}

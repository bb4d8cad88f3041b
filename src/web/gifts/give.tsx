import { raw } from 'hono/html'
import { qrSvg, vietQr } from '../../bank/index.ts'
import {
  isPersonalCode,
  makePledge,
  memoFor,
  personalCode,
  publicCampaign,
  publicCampaigns,
  type PublicCampaign,
} from '../../gifts/index.ts'
import { idFrom, problem, type CommandId, type Problem } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import {
  Card,
  Cards,
  Checkbox,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Form,
  Heading,
  KeyFigure,
  Note,
  Submit,
  TextArea,
  TextInput,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { digitsOf, money, personIn, readOpen } from './shared.tsx'

/** The campaigns that call now. */
export async function showCampaigns(visit: Visit): Promise<Response> {
  const { t } = visit
  const campaigns = await readOpen(visit, publicCampaigns)
  return visit.page(
    t('gifts.give'),
    <>
      <Heading title={t('gifts.give')} lead={t('gifts.give-lead')} />
      {campaigns.length === 0 && <EmptyState title={t('gifts.no-campaign')} />}
      <Cards>
        {campaigns.map(one => (
          <Card title={one.name} href={`/give/${one.code}`}>
            <p lang="vi">{one.unit}</p>
            <p class="muted">{t('gifts.until', { day: t.date(one.receivesUntil) })}</p>
          </Card>
        ))}
      </Cards>
    </>,
  )
}

const codeIn = (visit: Visit) => (visit.c.req.param('code') ?? '').toUpperCase()
const freshCode = (visit: Visit, campaign: string) => personalCode(campaign, visit.deps.newSecret())

/** The appeal, its numbers, its accounts with a code of the visitor's own, and the form of a promise. */
export const showCampaign = (visit: Visit) => campaignPage(visit, [], null)

async function campaignPage(visit: Visit, problems: readonly Problem[], sent: FormValues | null): Promise<Response> {
  const { t } = visit
  const found = await readOpen(visit, tx => publicCampaign(tx, codeIn(visit)))
  if (!found) return notFound(visit)
  const asked = (sent?.text('code') || visit.c.req.query('memo') || '').toUpperCase()
  const own = isPersonalCode(found.code, asked) ? asked : freshCode(visit, found.code)
  return visit.page(
    found.name,
    <>
      <Heading
        title={found.name}
        kicker={<span lang="vi">{found.unit}</span>}
        lead={<span lang="vi">{found.appeal}</span>}
      />
      <ErrorSummary t={t} problems={problems} />
      {visit.c.req.query('done') === 'gifts.done-pledge' && (
        <Note tone="good" title={t('gifts.pledge-code')}>
          <p class="memo">{own}</p>
          <p>{t('gifts.pledge-code-text')}</p>
        </Note>
      )}
      <FiveNumbers visit={visit} campaign={found} />
      <DescriptionList items={factsOf(visit, found)} />
      {found.open ? (
        <>
          <Transfer visit={visit} campaign={found} own={own} />
          <PledgeForm visit={visit} campaign={found} own={own} />
        </>
      ) : (
        <Note title={t('gifts.closed')}>
          <p>{t('gifts.closed-text')}</p>
        </Note>
      )}
    </>,
    { problems },
  )
}

/** Five numbers, five dates, never mixed: what nobody has posted yet is said to be so, and is no zero. */
const FiveNumbers = ({ visit, campaign }: { visit: Visit; campaign: PublicCampaign }) => {
  const { t } = visit
  const { pledged, received, allocated, disbursed } = campaign
  const numbers = { pledged, received, allocated, disbursed, delivered: null } as const
  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers">{t('gifts.numbers')}</h2>
      <Cards>
        {(['pledged', 'received', 'allocated', 'disbursed', 'delivered'] as const).map(name => {
          const known = numbers[name]
          return known?.on ? (
            <KeyFigure
              label={t(`gifts.number-${name}`)}
              value={money(visit, known.amount)}
              note={
                <>
                  {t('gifts.as-of', { day: t.date(known.on) })}
                  {name === 'pledged' && campaign.pledged.goods > 0 && (
                    <> · {t('gifts.pledged-goods', { count: campaign.pledged.goods })}</>
                  )}
                </>
              }
            />
          ) : (
            <KeyFigure label={t(`gifts.number-${name}`)} value="–" note={t('gifts.not-posted')} />
          )
        })}
      </Cards>
    </section>
  )
}

const factsOf = (visit: Visit, found: PublicCampaign) => {
  const { t } = visit
  const vi = (text: string) => <span lang="vi">{text}</span>
  return [
    { label: t('gifts.purpose'), value: vi(found.purpose) },
    ...(found.restriction ? [{ label: t('gifts.restriction'), value: vi(found.restriction) }] : []),
    { label: t('gifts.basis'), value: vi(`${found.basis} (${found.citation})`) },
    ...(found.areas.length > 0 ? [{ label: t('gifts.areas'), value: vi(found.areas.join(', ')) }] : []),
    { label: t('gifts.receives'), value: `${t.date(found.opensOn)} – ${t.date(found.receivesUntil)}` },
    { label: t('gifts.distributes'), value: t.date(found.distributesUntil) },
    ...(found.goal ? [{ label: t('gifts.goal'), value: money(visit, found.goal) }] : []),
  ]
}

const Transfer = ({ visit, campaign, own }: { visit: Visit; campaign: PublicCampaign; own: string }) => {
  const { t } = visit
  const memo = memoFor(campaign.code, own)
  return (
    <section aria-labelledby="transfer">
      <h2 id="transfer">{t('gifts.transfer')}</h2>
      {campaign.accounts.length === 0 ? (
        <p>{t('gifts.no-account')}</p>
      ) : (
        <>
          <p>{t('gifts.memo-text')}</p>
          <p>
            <label for="memo">{t('gifts.memo')}</label>
            <input id="memo" class="memo" readonly value={memo} size={memo.length + 2} />
          </p>
          <p class="hint">{t('gifts.memo-copy')}</p>
          <p class="hint">
            <a href={`/give/${campaign.code}?memo=${own}`}>{t('gifts.memo-keep')}</a>
          </p>
        </>
      )}
      <Cards>
        {campaign.accounts.map(account => {
          const qr = vietQr({ bin: account.bin, account: account.number, to: 'account', memo })
          return (
            <Card title={account.name} level={3}>
              <DescriptionList
                items={[
                  { label: t('gifts.number'), value: account.number },
                  { label: t('gifts.holder'), value: <span lang="vi">{account.holder}</span> },
                ]}
              />
              {qr.ok && <div class="qr">{raw(qrSvg(qr.value, t('gifts.qr', { account: account.number, memo })))}</div>}
            </Card>
          )
        })}
      </Cards>
      <p>
        <a href="/accounts">{t('gifts.compare-accounts')}</a> · <a href="/receipts">{t('gifts.claim')}</a>
      </p>
    </section>
  )
}

const PledgeForm = ({ visit, campaign, own }: { visit: Visit; campaign: PublicCampaign; own: string }) => {
  const { t } = visit
  return (
    <section aria-labelledby="pledge">
      <h2 id="pledge">{t('gifts.pledge')}</h2>
      <p>{t('gifts.pledge-text')}</p>
      <Form to={`/give/${campaign.code}`} command={visit.newCommand()} hidden={{ code: own }}>
        <TextInput t={t} name="amount" label={t('gifts.amount')} inputmode="numeric" suffix="₫" />
        <TextArea
          t={t}
          name="goods"
          label={t('gifts.pledge-goods')}
          hint={t('gifts.pledge-goods-hint')}
          rows={2}
          maxlength={500}
        />
        <TextInput t={t} name="name" label={t('gifts.your-name')} maxlength={200} autocomplete="name" />
        <TextInput
          t={t}
          name="contact"
          label={t('gifts.contact')}
          hint={t('gifts.contact-hint')}
          maxlength={200}
          autocomplete="tel"
        />
        <Checkbox t={t} name="named" label={t('gifts.may-name')} hint={t('gifts.may-name-hint')} />
        <Submit>{t('gifts.pledge-do')}</Submit>
      </Form>
    </section>
  )
}

/** A promise from the form: answered with the code by which the giver, the bank's memo and the desk know it. */
export async function promise(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const command = idFrom<CommandId>(form.text('command'))
  const campaign = codeIn(visit)
  if (!command) return campaignPage(visit, [problem('access.command-id')], form)
  const input = {
    campaign,
    amount: digitsOf(form, 'amount'),
    goods: form.text('goods'),
    giver: personIn(form),
    named: form.has('named'),
  }
  const codes = [form.text('code'), freshCode(visit, campaign)]
  const done = await makePledge(visit.deps.db, visit.at, command, input, codes)
  return done.ok
    ? visit.done(`/give/${campaign}?memo=${done.value.code}`, 'gifts.done-pledge')
    : campaignPage(visit, [done.problem], form)
}

import { amountInEnglish, amountInKhmer, amountInVietnamese } from '../../bank/index.ts'
import { publicReceipt } from '../../gifts/index.ts'
import { vnd } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import { DescriptionList, Note, PrintSheet } from '../kit/index.ts'
import { headOf } from '../print/sheet.tsx'
import type { Visit } from '../visit.ts'
import { readOpen } from './shared.tsx'

const WORDS = { vi: amountInVietnamese, en: amountInEnglish, km: amountInKhmer } as const

/**
 * A receipt for whoever holds its address: nobody can guess it, no search engine keeps it, no other site is told of it. It
 * prints as the paper that the giver signs.
 */
export async function showReceipt(visit: Visit): Promise<Response> {
  const { t } = visit
  const token = visit.c.req.param('token') ?? ''
  const found = /^[\w-]{22}$/.test(token)
    ? await readOpen(visit, async tx => {
        const receipt = await publicReceipt(tx, token)
        return receipt && { receipt, head: await headOf(visit, tx, receipt.unitId) }
      })
    : null
  if (!found) return notFound(visit)
  const { receipt, head } = found
  visit.c.header('cache-control', 'private, no-store')
  visit.c.header('x-robots-tag', 'noindex, nofollow')
  const amount = vnd(receipt.amount)!
  const title = t('gifts.receipt')
  const number = receipt.number === null ? null : `${receipt.number}/${receipt.year}`
  return visit.page(
    number ? `${title} ${number}` : title,
    <>
      <Note tone={receipt.takenBackOn ? 'bad' : 'good'}>
        <p class="screen-only">
          {receipt.takenBackOn
            ? t('gifts.receipt-taken-back', { day: t.date(receipt.takenBackOn) })
            : t('gifts.receipt-state', { at: t.instant(new Date(receipt.recordedAt)) })}
        </p>
      </Note>
      <PrintSheet
        t={t}
        head={head}
        date={receipt.day}
        title={title}
        subtitle={number ? t('gifts.receipt-number', { number }) : t('gifts.receipt-by-bank')}
        sample={visit.deps.world()?.demonstration ?? false}
        signatures={number ? [{ who: t('gifts.giver') }, { who: t('role.cashier') }] : []}
      >
        {receipt.takenBackOn && (
          <p class="strong">{t('gifts.receipt-taken-back', { day: t.date(receipt.takenBackOn) })}</p>
        )}
        <DescriptionList
          items={[
            {
              label: t('gifts.giver'),
              value: receipt.erased ? (
                t('gifts.erased')
              ) : receipt.name ? (
                <span lang="vi">{receipt.name}</span>
              ) : (
                t(number ? 'gifts.anonymous' : 'gifts.known-to-bank')
              ),
            },
            { label: t('gifts.amount'), value: t.money(amount) },
            {
              label: t('gifts.in-words'),
              value: (
                <>
                  <span lang="vi">{amountInVietnamese(amount)}</span>
                  {t.lang !== 'vi' && <> ({WORDS[t.lang](amount)})</>}
                </>
              ),
            },
            ...(receipt.currency
              ? [{ label: t('gifts.handed-over'), value: `${receipt.foreign} ${receipt.currency}` }]
              : []),
            { label: t('gifts.fund'), value: <span lang="vi">{receipt.fund}</span> },
            ...(receipt.note ? [{ label: t('gifts.note'), value: <span lang="vi">{receipt.note}</span> }] : []),
          ]}
        />
      </PrintSheet>
      {receipt.code && (
        <p class="screen-only">
          <a href={`/give/${receipt.code}`}>{t('gifts.to-campaign')}</a>
        </p>
      )}
    </>,
  )
}

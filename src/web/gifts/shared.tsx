import { readPublic } from '../../access/index.ts'
import type { Tx } from '../../db/index.ts'
import type { DeskFund } from '../../gifts/index.ts'
import { digitsTyped, idFrom, plainDate, vnd, type Brand, type PlainDate } from '../../kernel/index.ts'
import { Select, Tabs, TextInput } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'

/** One read as nobody, for the pages that everyone may see. */
export const readOpen = <R,>(visit: Visit, work: (tx: Tx) => Promise<R>): Promise<R> =>
  readPublic(visit.deps.db, visit.at, work)

/** What was typed as an amount, without the dots and blanks that people put between thousands. */
export const digitsOf = (form: FormValues, name: string): string => digitsTyped(form.text(name))

/** An id that a form sent, or one that nothing bears: the use case then says which field is wrong. */
export const idIn = <T extends Brand<string, string>>(form: FormValues, name: string): T =>
  idFrom<T>(form.text(name)) ?? ('00000000-0000-0000-0000-000000000000' as T)

/** The day that a form sent; a day that is none lies so far off that it is refused with its field. */
export const dayIn = (form: FormValues, name = 'day'): PlainDate =>
  plainDate(form.text(name)) ?? ('9999-12-31' as PlainDate)

export const personIn = (form: FormValues, part = '') => {
  const name = (of: string) => (part === '' ? of : `${part}${of[0]!.toUpperCase()}${of.slice(1)}`)
  return { name: form.text(name('name')), contact: form.text(name('contact')) }
}

/** 32 random bytes for a form, which it keeps when it is shown again. */
export const secretFor = (visit: Visit, sent: FormValues | null): string =>
  sent?.text('secret') || Buffer.from(visit.deps.newSecret()).toString('base64url')

export const money = (visit: Visit, amount: bigint | string): string => visit.t.money(vnd(amount)!)

const DESKS = [
  ['/gifts', 'gifts.cash'],
  ['/gifts/in-kind', 'gifts.in-kind'],
  ['/gifts/direct', 'gifts.direct'],
  ['/gifts/pledges', 'gifts.pledges'],
  ['/gifts/accounts', 'gifts.accounts'],
] as const

export const DeskTabs = ({ visit, at }: { visit: Visit; at: string }) => (
  <Tabs
    t={visit.t}
    label={visit.t('gifts.title')}
    items={DESKS.map(([href, key]) => ({ href, label: visit.t(key), current: href === at }))}
  />
)

export const FundSelect = ({ visit, funds }: { visit: Visit; funds: readonly DeskFund[] }) => (
  <Select
    t={visit.t}
    name="fund"
    label={visit.t('gifts.fund')}
    required
    value={funds.length === 1 ? funds[0]!.id : null}
    options={funds.map(fund => ({ value: fund.id, label: `${fund.code} · ${fund.name}`, lang: 'vi' }))}
  />
)

/** Name and contact of somebody, with what they are kept for. */
export const PersonFields = ({ visit, part = '', label }: { visit: Visit; part?: string; label?: string }) => {
  const name = (of: string) => (part === '' ? of : `${part}${of[0]!.toUpperCase()}${of.slice(1)}`)
  return (
    <>
      <TextInput
        t={visit.t}
        name={name('name')}
        label={label ?? visit.t('gifts.giver')}
        maxlength={200}
        autocomplete="off"
        required={part !== ''}
      />
      <TextInput
        t={visit.t}
        name={name('contact')}
        label={visit.t('gifts.contact')}
        hint={visit.t('gifts.contact-hint')}
        maxlength={200}
        autocomplete="off"
      />
    </>
  )
}

import type { Problem } from '../../kernel/index.ts'
import {
  addQuietDay,
  calendarView,
  confirmDay,
  QUIET_KINDS,
  removeQuietDay,
  setUrgingRules,
  type QuietDay,
  type QuietKind,
  type UrgingRules,
} from '../../urging/index.ts'
import {
  Badge,
  DateInput,
  ErrorSummary,
  Form,
  Heading,
  Note,
  PostButton,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { statusOf } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'

/** What was typed and refused, so that nothing is typed twice. */
type Typed = Partial<Record<'day' | 'kind' | 'name' | keyof UrgingRules, string>>

export const showQuietDays = (visit: Visit) => quietPage(visit, [], {})

export async function makeQuietDay(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const typed = { day: form.text('day'), kind: form.text('kind'), name: form.text('name') }
  const done = await visit.run(addQuietDay, { ...typed, kind: typed.kind as QuietKind }, form)
  return done.ok ? visit.done(yearPath(done.value.day), 'urging.done-added') : quietPage(visit, [done.problem], typed)
}

export const confirmQuietDay = (visit: Visit) =>
  changed(visit, 'urging.done-confirmed', (form, at) => visit.run(confirmDay, at, form))
export const takeQuietDay = (visit: Visit) =>
  changed(visit, 'urging.done-removed', (form, at) => visit.run(removeQuietDay, at, form))

async function changed(
  visit: Visit,
  message: string,
  run: (
    form: FormValues,
    at: { day: string; version: number },
  ) => Promise<{ ok: true } | { ok: false; problem: Problem }>,
): Promise<Response> {
  const form = await visit.form()
  const at = { day: form.text('day'), version: form.number('version') }
  const done = await run(form, at)
  return done.ok ? visit.done(yearPath(at.day), message) : quietPage(visit, [done.problem], {})
}

export async function changeRules(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const typed = {
    before: form.text('before'),
    first: form.text('first'),
    every: form.text('every'),
    most: form.text('most'),
    unanswered: form.text('unanswered'),
  }
  const rules: UrgingRules = {
    before: typed.before
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number),
    first: wholeNumber(typed.first),
    every: wholeNumber(typed.every),
    most: wholeNumber(typed.most),
    unanswered: wholeNumber(typed.unanswered),
  }
  const done = await visit.run(setUrgingRules, rules, form)
  return done.ok ? visit.done('/admin/quiet-days', 'urging.done-rules') : quietPage(visit, [done.problem], typed)
}

/** An empty box is no number, and Number would make a nought of it. */
const wholeNumber = (text: string): number => (text === '' ? Number.NaN : Number(text))
const yearPath = (day: string) => `/admin/quiet-days?year=${day.slice(0, 4)}`

const [FIRST_YEAR, LAST_YEAR] = [2000, 2100]

function yearAsked(visit: Visit): number {
  const asked = Number(visit.c.req.query('year'))
  const year = Number.isInteger(asked) && asked >= FIRST_YEAR && asked <= LAST_YEAR ? asked : 0
  return year || Number(visit.at.today.slice(0, 4))
}

/** The days on which nobody is urged, a year at a time, and how reminders go. */
async function quietPage(visit: Visit, problems: readonly Problem[], typed: Typed): Promise<Response> {
  const { t } = visit
  const year = yearAsked(visit)
  const { days, keeps, rules } = await visit.read(tx => calendarView(tx, year))
  const open = days.filter(day => day.toConfirm).length
  return visit.page(
    t('urging.quiet-title'),
    <>
      <Heading title={t('urging.quiet-title')} lead={t('urging.quiet-lead')} />
      <ErrorSummary t={t} problems={problems} />
      {!keeps && (
        <Note tone="warn">
          <p>{t('urging.quiet-reads-only')}</p>
        </Note>
      )}
      {open > 0 && (
        <Note tone="warn" title={t('urging.quiet-open', { count: open })}>
          <p>{t('urging.quiet-open-text')}</p>
        </Note>
      )}
      <Days visit={visit} year={year} days={days} keeps={keeps} />
      <p class="work-head">
        {year > FIRST_YEAR && (
          <a href={`/admin/quiet-days?year=${year - 1}`}>{t('urging.year-before', { year: String(year - 1) })}</a>
        )}
        {year < LAST_YEAR && (
          <a href={`/admin/quiet-days?year=${year + 1}`}>{t('urging.year-after', { year: String(year + 1) })}</a>
        )}
      </p>
      {keeps && <AddForm visit={visit} problems={problems} typed={typed} />}
      {keeps && <RulesForm visit={visit} problems={problems} typed={typed} rules={rules} />}
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

const Days = ({
  visit,
  year,
  days,
  keeps,
}: {
  visit: Visit
  year: number
  days: readonly QuietDay[]
  keeps: boolean
}) => {
  const { t } = visit
  const columns: Column<QuietDay>[] = [
    {
      key: 'day',
      label: t('urging.day'),
      heads: true,
      cell: row => `${t(`urging.weekday-${new Date(row.day).getUTCDay()}`)}, ${t.date(row.day)}`,
    },
    { key: 'name', label: t('urging.quiet-name'), cell: row => <span lang="vi">{row.name}</span> },
    { key: 'kind', label: t('urging.quiet-kind'), cell: row => t(`urging.kind-${row.kind}`) },
    {
      key: 'state',
      label: t('urging.quiet-state'),
      cell: row => (
        <Badge tone={row.toConfirm ? 'warn' : 'good'}>
          {t(row.toConfirm ? 'urging.to-confirm' : 'urging.confirmed')}
        </Badge>
      ),
    },
  ]
  const button = (row: QuietDay, act: 'confirm' | 'remove') => (
    <PostButton
      to={`/admin/quiet-days/${act}`}
      command={visit.newCommand()}
      version={row.version}
      hidden={{ day: row.day }}
      kind={act === 'remove' ? 'danger' : 'secondary'}
      label={`${t(`urging.${act}`)}: ${row.name}, ${t.date(row.day)}`}
    >
      {t(`urging.${act}`)}
    </PostButton>
  )
  const act: Column<QuietDay> = {
    key: 'act',
    label: t('urging.quiet-act'),
    screenOnly: true,
    cell: row => (
      <>
        {row.toConfirm && button(row, 'confirm')} {button(row, 'remove')}
      </>
    ),
  }
  return (
    <Table
      t={t}
      caption={t('urging.quiet-year', { year: String(year) })}
      columns={keeps ? [...columns, act] : columns}
      rows={days}
      rowId={row => `day-${row.day}`}
      empty={t('urging.quiet-none')}
    />
  )
}

type FormProps = { readonly visit: Visit; readonly problems: readonly Problem[]; readonly typed: Typed }

const AddForm = ({ visit, problems, typed }: FormProps) => {
  const { t } = visit
  return (
    <section>
      <h2>{t('urging.quiet-add')}</h2>
      <Form to="/admin/quiet-days" command={visit.newCommand()}>
        <DateInput t={t} name="day" label={t('urging.day')} required value={typed.day ?? null} problems={problems} />
        <TextInput
          t={t}
          name="name"
          label={t('urging.quiet-name')}
          required
          lang="vi"
          maxlength={200}
          value={typed.name ?? null}
          problems={problems}
        />
        <Select
          t={t}
          name="kind"
          label={t('urging.quiet-kind')}
          required
          options={QUIET_KINDS.map(kind => ({ value: kind, label: t(`urging.kind-${kind}`) }))}
          value={typed.kind ?? 'other'}
          problems={problems}
        />
        <Submit>{t('urging.quiet-add')}</Submit>
      </Form>
    </section>
  )
}

const RulesForm = ({ visit, problems, typed, rules }: FormProps & { readonly rules: UrgingRules }) => {
  const { t } = visit
  const box = (name: 'first' | 'every' | 'most' | 'unanswered') => (
    <TextInput
      t={t}
      name={name}
      label={t(`urging.rule-${name}`)}
      required
      inputmode="numeric"
      width="short"
      value={typed[name] ?? String(rules[name])}
      problems={problems}
    />
  )
  return (
    <section>
      <h2>{t('urging.rules')}</h2>
      <p class="muted">{t('urging.rules-lead')}</p>
      <Form to="/admin/urging-rules" command={visit.newCommand()}>
        <TextInput
          t={t}
          name="before"
          label={t('urging.rule-before')}
          hint={t('urging.rule-before-hint')}
          width="short"
          value={typed.before ?? rules.before.join(', ')}
          problems={problems}
        />
        {box('first')}
        {box('every')}
        {box('most')}
        {box('unanswered')}
        <Submit>{t('urging.rules-save')}</Submit>
      </Form>
    </section>
  )
}

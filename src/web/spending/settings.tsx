import {
  checkersSeen,
  designateChecker,
  DESIGNATES,
  endChecker,
  limitsOf,
  setApprovalLimit,
  SETS_LIMITS,
  type Checker,
  type CheckerId,
  type Level,
  type Limit,
  type LimitRole,
} from '../../spending/index.ts'
import { no, type Problem, type Result } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import { dayIn, digitsOf, idIn } from '../gifts/shared.tsx'
import {
  Badge,
  Checkbox,
  DateInput,
  ErrorSummary,
  Form,
  Heading,
  Select,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { unitNamed } from '../unit-named.ts'
import type { FormValues, Visit } from '../visit.ts'
import { SpendTabs } from './shared.tsx'

export const showSettings = (visit: Visit) => settingsPage(visit, [])

/** Up to which amount each role approves, and who checks which unit from outside. */
async function settingsPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t, actor } = visit
  const { limits, checkers } = await visit.read(async tx => ({
    limits: await limitsOf(tx),
    checkers: await checkersSeen(tx),
  }))
  const may = (roles: readonly string[]) => actor?.grants.some(grant => roles.includes(grant.role)) ?? false
  return visit.page(
    t('spending.tab-settings'),
    <>
      <Heading title={t('spending.tab-settings')} lead={t('spending.settings-lead')} />
      <SpendTabs visit={visit} at="/money/spending/settings" />
      <ErrorSummary t={t} problems={problems} />
      <Table t={t} caption={t('spending.limits')} columns={limitColumns(visit, may(SETS_LIMITS))} rows={limits} />
      <Table
        t={t}
        caption={t('spending.checkers')}
        columns={checkerColumns(visit, may(DESIGNATES))}
        rows={checkers}
        empty={t('spending.no-checkers')}
      />
      {may(DESIGNATES) && (
        <section aria-labelledby="designate">
          <h2 id="designate">{t('spending.designate')}</h2>
          <Form to="/money/spending/settings" command={visit.newCommand()} hidden={{ step: 'designate' }}>
            <TextInput
              t={t}
              name="unit"
              label={t('spending.checked-unit')}
              hint={t('spending.unit-hint')}
              lang="vi"
              required
            />
            <TextInput
              t={t}
              name="checker"
              label={t('spending.checker')}
              hint={t('spending.unit-hint')}
              lang="vi"
              required
            />
            <Select
              t={t}
              name="role"
              label={t('spending.checker-role')}
              required
              value="leader"
              options={(['leader', 'accountant'] as const).map(value => ({ value, label: t(`role.${value}`) }))}
            />
            <DateInput t={t} name="from" label={t('spending.from')} value={visit.at.today} required />
            <Submit>{t('spending.designate')}</Submit>
          </Form>
        </section>
      )}
    </>,
    { problems },
  )
}

const limitColumns = (visit: Visit, may: boolean): Column<Limit>[] => {
  const { t } = visit
  return [
    { key: 'level', label: t('spending.level'), heads: true, cell: l => t(`spending.level-${l.level}`) },
    { key: 'role', label: t('spending.role'), cell: l => t(`role.${l.role}`) },
    {
      key: 'upTo',
      label: t('spending.up-to'),
      numeric: true,
      cell: l => (l.upTo === null ? t('spending.any-amount') : l.upTo === 0n ? t('spending.never') : t.number(l.upTo)),
    },
    {
      key: 'confirmed',
      label: t('spending.confirmed'),
      cell: l => (
        <Badge tone={l.confirmed ? 'good' : 'warn'}>
          {t(l.confirmed ? 'spending.confirmed' : 'spending.unconfirmed')}
        </Badge>
      ),
    },
    ...(may
      ? [
          {
            key: 'set',
            label: t('spending.set'),
            screenOnly: true,
            cell: (l: Limit) => (
              <Form
                to="/money/spending/settings"
                command={visit.newCommand()}
                hidden={{ step: 'limit', level: l.level, role: l.role }}
              >
                <TextInput
                  t={t}
                  name="upTo"
                  label={t('spending.up-to')}
                  hint={t('spending.up-to-hint')}
                  value={l.upTo?.toString() ?? ''}
                  inputmode="numeric"
                  suffix="₫"
                />
                <Checkbox t={t} name="confirmed" label={t('spending.confirmed')} checked={l.confirmed} />
                <Submit kind="secondary">{t('spending.set')}</Submit>
              </Form>
            ),
          },
        ]
      : []),
  ]
}

const checkerColumns = (visit: Visit, may: boolean): Column<Checker>[] => {
  const { t } = visit
  return [
    { key: 'unit', label: t('spending.checked-unit'), heads: true, cell: c => <span lang="vi">{c.unitName}</span> },
    { key: 'checker', label: t('spending.checker'), cell: c => <span lang="vi">{c.checkerName}</span> },
    { key: 'role', label: t('spending.role'), cell: c => t(`role.${c.role}`) },
    { key: 'from', label: t('spending.from'), cell: c => t.date(c.from) },
    {
      key: 'until',
      label: t('spending.until'),
      cell: c =>
        c.until !== null ? (
          t.date(c.until)
        ) : may ? (
          <Form to="/money/spending/settings" command={visit.newCommand()} hidden={{ step: 'end-checker', id: c.id }}>
            <Submit kind="secondary">{t('spending.end-checker')}</Submit>
          </Form>
        ) : (
          '–'
        ),
    },
  ]
}

const STEPS = {
  limit: (visit, form) =>
    visit.run(
      setApprovalLimit,
      {
        level: form.text('level') as Level,
        role: form.text('role') as LimitRole,
        upTo: digitsOf(form, 'upTo'),
        confirmed: form.has('confirmed'),
      },
      form,
    ),
  designate: async (visit, form) => {
    const unit = await unitNamed(visit, form.text('unit'), { field: 'unit' })
    if (typeof unit !== 'string') return no(unit)
    const checker = await unitNamed(visit, form.text('checker'), { field: 'checker' })
    if (typeof checker !== 'string') return no(checker)
    const role = form.text('role') === 'accountant' ? ('accountant' as const) : ('leader' as const)
    const input = { unit, checker, role, from: dayIn(form, 'from') }
    return visit.run(designateChecker, input, form)
  },
  'end-checker': (visit, form) =>
    visit.run(endChecker, { checker: idIn<CheckerId>(form, 'id'), day: visit.at.today }, form),
} as const satisfies Record<string, (visit: Visit, form: FormValues) => Promise<Result<unknown>>>

export async function setForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const step = form.text('step') as keyof typeof STEPS
  if (!Object.hasOwn(STEPS, step)) return notFound(visit)
  const done = await STEPS[step](visit, form)
  return done.ok ? visit.done('/money/spending/settings', `spending.done-${step}`) : settingsPage(visit, [done.problem])
}

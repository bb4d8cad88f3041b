import {
  AUDIENCES,
  audiencesWithin,
  countFrom,
  countRoll,
  mayEnterStudy,
  studyDesk,
  type Audience,
  type DeskBranch,
  type RollRow,
  type StudyDesk,
} from '../../dissemination/index.ts'
import { idFrom, type DocumentId, type Problem, type UnitId } from '../../kernel/index.ts'
import { letterAt } from '../../reports/index.ts'
import { CellInput, Form, Submit, Table, TextArea, type Column } from '../kit/index.ts'
import { notFound, shownRows } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { letterOfPage, studyPath } from './address.ts'
import { floorsOf, LimitNote, standsHere, StudyHead } from './head.tsx'

export async function showRoll(visit: Visit): Promise<Response> {
  const id = letterOfPage(visit)
  return id ? rollPage(visit, id, []) : notFound(visit)
}

const nameOf = (branch: UnitId, audience: Audience): string => `people-${branch}-${audience}`
const FIELD = /^people-([0-9a-f-]{36})-([a-z-]+)$/

/** Stores the roll; boxes left empty are passed over, and a number that was there before is then none. */
export async function saveRoll(visit: Visit): Promise<Response> {
  const id = letterOfPage(visit)
  if (!id) return notFound(visit)
  const form = await visit.form()
  const sent = form.all('group').flatMap((name, at): { row: RollRow; shown: number }[] => {
    const [, branch, audience] = FIELD.exec(name) ?? []
    const unit = idFrom<UnitId>(branch)
    const known = AUDIENCES.find(each => each === audience)
    const people = countFrom(form.text(name))
    // A box that was empty when the form was shown and is empty still says nothing.
    if (!unit || !known || (people === null && !form.has(`was-${name}`))) return []
    return [{ row: { branch: unit, audience: known, people: people ?? 0 }, shown: at + 1 }]
  })
  const done = await visit.run(
    countRoll,
    {
      unit: visit.signedIn().unit,
      document: id,
      version: form.number('version'),
      rows: sent.map(each => each.row),
      why: form.text('why'),
    },
    form,
  )
  if (done.ok) return visit.done(studyPath(id), 'study.done-counted')
  const refused = shownRows(
    done.problem,
    sent.map(each => each.shown),
  )
  return rollPage(visit, id, [refused])
}

async function rollPage(visit: Visit, id: DocumentId, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const { unit } = visit.signedIn()
  const found = await visit.read(async tx => {
    const letter = await letterAt(tx, id, unit)
    return letter && standsHere(letter, unit) ? { letter, desk: await studyDesk(tx, id, unit, at.today) } : null
  })
  if (!found || !mayEnterStudy(visit.signedIn(), unit).ok) return notFound(visit)
  const { letter, desk } = found
  const frozen = desk.roll.some(line => line.frozen)
  return visit.page(
    t('study.roll-title'),
    <>
      <StudyHead
        visit={visit}
        letter={letter}
        title={t('study.roll-title')}
        lead={t('study.roll-lead')}
        problems={problems}
      />
      <LimitNote t={t} floors={floorsOf(letter)} />
      <Form to={`${studyPath(id)}/roll`} command={visit.newCommand()} version={desk.rollVersion}>
        <RollTable visit={visit} desk={desk} audiences={audiencesWithin(floorsOf(letter))} />
        {frozen && <TextArea t={t} name="why" label={t('study.roll-why')} rows={2} lang="vi" />}
        <Submit>{t('study.roll-save')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

/** A line for each cell, a column for each audience that the letter may be made known to. */
const RollTable = ({
  visit: { t },
  desk,
  audiences,
}: {
  visit: Visit
  desk: StudyDesk
  audiences: readonly Audience[]
}) => {
  const known = new Map(desk.roll.map(line => [nameOf(line.branch, line.audience), line.people]))
  const groups = desk.branches.flatMap(branch => audiences.map(audience => nameOf(branch.id, audience)))
  const cell = (branch: DeskBranch, audience: Audience) => {
    const name = nameOf(branch.id, audience)
    const was = known.get(name)
    return (
      <>
        <input type="hidden" name="group" value={name} />
        {was !== undefined && <input type="hidden" name={`was-${name}`} value={String(was)} />}
        <CellInput
          t={t}
          name={name}
          field="people"
          row={groups.indexOf(name) + 1}
          label={`${branch.name}: ${t(`study.audience-${audience}`)}`}
          value={was === undefined ? '' : String(was)}
        />
      </>
    )
  }
  const columns: Column<DeskBranch>[] = [
    {
      key: 'branch',
      label: t('study.branch'),
      heads: true,
      cell: row => (
        <span lang="vi">{row === desk.branches[0] ? t('study.unit-itself', { unit: row.name }) : row.name}</span>
      ),
    },
    ...audiences.map(audience => ({
      key: audience,
      label: t(`study.audience-${audience}`),
      cell: (row: DeskBranch) => cell(row, audience),
      numeric: true,
    })),
  ]
  return <Table t={t} caption={t('study.people')} captionHidden columns={columns} rows={desk.branches} />
}

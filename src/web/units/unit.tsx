import { idFrom, type UnitId } from '../../kernel/index.ts'
import { unitPlace, type OfficeHolder, type Standing, type UnitView } from '../../org/index.ts'
import { Breadcrumbs, DescriptionList, Details, Heading, Table, type Column } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'

const CHILDREN_MAX = 200

/** One unit: where it stands in each line, who holds which office, what is below and beside it, on the day. */
export async function showUnit(visit: Visit): Promise<Response> {
  const { t, at } = visit
  const id = idFrom<UnitId>(visit.c.req.param('id'))
  const found = id && (await visit.read(tx => unitPlace(tx, id, at.today)))
  if (!found) return notFound(visit)
  const { unit, standings, below, beside, holders } = found
  const trees = Map.groupBy(below, child => child.line)
  return visit.page(
    unit.name,
    <>
      <Breadcrumbs t={t} items={[{ href: '/units', label: t('web.nav-units') }, { label: unit.name }]} />
      <Heading
        title={<span lang="vi">{unit.name}</span>}
        kicker={<span lang="vi">{unit.areaName}</span>}
        lead={t('units.as-of', { date: t.date(at.today) })}
      />
      <h2>{t('units.stands')}</h2>
      <DescriptionList items={standings.map(standing => standingItem(visit, standing))} />
      {holders.length > 0 && <Holders visit={visit} holders={holders} />}
      {[...trees].map(([line, units]) => (
        <UnitTable
          visit={visit}
          caption={t('units.below', { line: t(`org.line.${line}`), count: units.length })}
          units={units}
        />
      ))}
      {beside.length > 0 && (
        <Details summary={t('units.beside', { count: beside.length })}>
          <UnitTable visit={visit} caption={t('units.beside', { count: beside.length })} units={beside} />
        </Details>
      )}
    </>,
  )
}

const standingItem = ({ t }: Visit, standing: Standing) => ({
  label: t(`org.line.${standing.line}`),
  value: standing.parentId ? (
    <a href={`/units/${standing.parentId}`} lang="vi">
      {standing.parentName}
    </a>
  ) : (
    t('units.top')
  ),
})

const Holders = ({ visit: { t }, holders }: { visit: Visit; holders: readonly OfficeHolder[] }) => {
  const columns: Column<OfficeHolder>[] = [
    { key: 'name', label: t('units.person'), cell: row => row.name, heads: true },
    { key: 'title', label: t('units.office'), cell: row => <span lang="vi">{row.title}</span> },
  ]
  return <Table t={t} caption={t('units.holders')} columns={columns} rows={holders} />
}

const UnitTable = ({ visit: { t }, caption, units }: { visit: Visit; caption: string; units: readonly UnitView[] }) => {
  const columns: Column<UnitView>[] = [
    {
      key: 'name',
      label: t('units.name'),
      cell: row => (
        <a href={`/units/${row.id}`} lang="vi">
          {row.name}
        </a>
      ),
      heads: true,
    },
    { key: 'area', label: t('units.area'), cell: row => <span lang="vi">{row.areaName}</span> },
  ]
  return <Table t={t} caption={caption} columns={columns} rows={units.slice(0, CHILDREN_MAX)} />
}

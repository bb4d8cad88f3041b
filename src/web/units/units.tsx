import { areaCounts, searchUnits, type UnitView } from '../../org/index.ts'
import { compareVietnamese } from '../../kernel/index.ts'
import { Form, Heading, Submit, Table, TextInput, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const FOUND_MAX = 60

/** Finds a unit by name, with or without accents; without a search shows what stands in an area. */
export async function showUnits(visit: Visit): Promise<Response> {
  const { t, at, c } = visit
  const query = (c.req.query('q') ?? '').slice(0, 200)
  const { unit, unitName } = visit.signedIn()
  const { units, areas } = await visit.read(async tx => ({
    units: await searchUnits(tx, query || unitName, at.today, FOUND_MAX),
    areas: await areaCounts(tx, unit, at.today),
  }))
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
    { key: 'level', label: t('units.level'), cell: row => t(`org.level.${row.level}`) },
  ]
  return visit.page(
    t('units.title'),
    <>
      <Heading
        title={t('units.title')}
        lead={t('units.lead', {
          date: t.date(at.today),
          districts: areas.get('district') ?? 0,
          communes: areas.get('commune') ?? 0,
        })}
      />
      <Form to="/units" method="get" inline label={t('units.search')}>
        <TextInput t={t} name="q" type="search" label={t('units.search')} value={query} lang="vi" />
        <Submit kind="secondary">{t('units.search-do')}</Submit>
      </Form>
      <Table
        t={t}
        caption={t('units.found', { count: units.length })}
        columns={columns}
        rows={[...units].sort((a, b) => compareVietnamese(a.name, b.name))}
        empty={t('units.none')}
      />
    </>,
  )
}

import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { Retention } from './types.ts'

/** What an office may set about its files; the migration brings the usual values and names the law. */
export type DossierSettings = {
  readonly retentions: readonly Retention[]
  readonly retention: Retention
  readonly archiveWithinYears: number
  readonly zipMaxBytes: number
}

type SettingRow = { readonly key: string; readonly value: unknown }
export const settingRows = sql<SettingRow>`select key, value from setting where key like 'dossiers.%'`

export const dossierSettings = async (tx: Tx): Promise<DossierSettings> =>
  settingsFrom((await settingRows.execute(tx)).rows)

export function settingsFrom(rows: readonly SettingRow[]): DossierSettings {
  const of = new Map(rows.map(row => [row.key, row.value]))
  const list = of.get('dossiers.retentions')
  const retentions = Array.isArray(list)
    ? list.filter((one): one is string => typeof one === 'string')
    : ['permanent', '10']
  const number = (key: string, otherwise: number): number => {
    const value = of.get(key)
    return typeof value === 'number' && value > 0 ? value : otherwise
  }
  const usual = of.get('dossiers.retention-default')
  return {
    retentions,
    retention: typeof usual === 'string' ? usual : (retentions[0] ?? 'permanent'),
    archiveWithinYears: number('dossiers.archive-within-years', 1),
    zipMaxBytes: number('dossiers.zip-max-bytes', 200 * 1024 * 1024),
  }
}

import indicators from '../../locales/vi/indicators.json' with { type: 'json' }
import reports from '../../locales/vi/reports.json' with { type: 'json' }
import { translator, type T } from './translate.ts'

const texts: Readonly<Record<string, string>> = { ...indicators, ...reports }

/**
 * Names and figures as official letters write them: in Vietnamese, whatever language the page is in. Only of the
 * catalogues of which letters are made.
 */
export const official: T = translator(
  { text: (_, key) => texts[key], keys: () => Object.keys(texts), reviewed: () => true, check: () => [] },
  'vi',
)

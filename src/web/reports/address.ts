import type { ReportId } from '../../reports/index.ts'
import { idFrom } from '../../kernel/index.ts'
import type { Visit } from '../visit.ts'

/** The report that the address names. */
export const reportNamed = (visit: Visit): ReportId | null => idFrom<ReportId>(visit.c.req.param('id'))
export const reportPath = (report: ReportId): string => `/reports/${report}`
export const figurePath = (report: ReportId, indicator: string): string => `/reports/${report}/figures/${indicator}`

import type { Brand, UnitId } from '../kernel/index.ts'

/** A periodic report; its id is that of the command that began it. */
export type ReportId = Brand<string, 'ReportId'>

/** From whom a report is put together: nobody, the units below in line, all addressees of the letter, or both. */
export type Consolidates = 'none' | 'line' | 'addressees' | 'both'
export const CONSOLIDATES: readonly Consolidates[] = ['none', 'line', 'addressees', 'both']

/** A report and the version that the person saw. */
export type ReportAt = { readonly report: ReportId; readonly version: number }
export type ProposalInput = { readonly text: string; readonly owner: UnitId }

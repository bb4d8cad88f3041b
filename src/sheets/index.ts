/** sheets: coded workbooks that a unit fills in without an account, sends back by mail, and somebody above it records. */
export type * from './types.ts'

export { makeForm, type FormMade, type MakeForm } from './make-form.ts'
export { importForm, type Imported, type ImportForm } from './import-form.ts'
export { buildForm, listsOf, type FormOptions } from './layout.ts'
export { codeFrom } from './code.ts'
export { periodFrom, periodsAround, type FormPeriod } from './period.ts'
export { ACTIVITY_NAMES, AUDIENCE_NAMES, SHEET_TITLES, STUDY_FORMS, STUDY_MEANS, TASK_DONE } from './wording.ts'
export { IMPORTS, MAKES } from './policy.ts'
export { FILE_MAX_BYTES, readWorkbook, type Workbook } from './xlsx-read.ts'
export { payRunWorkbook } from './pay-run.ts'

// Reads
export { formById, formDesk, formsOf, type FormLine } from './form.sql.ts'
export { fsckSheets } from './fsck.sql.ts'

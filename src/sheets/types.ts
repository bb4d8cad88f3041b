import type { Audience, Means, SessionId, StudyForm } from '../dissemination/index.ts'
import type { AreaId, Brand, DocumentId, PlainDate, Problem, Realm, UnitId } from '../kernel/index.ts'
import type { ActivityId, ActivityKind } from '../programmes/index.ts'

export type SheetFormId = Brand<string, 'SheetFormId'>
export type SheetName = 'tasks' | 'roll' | 'sessions' | 'activities'

/** What a form was made of, frozen: a file that comes back is compared with this and not with how things are now. */
export type FormLayout = {
  readonly version: number
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly document: {
    readonly id: DocumentId
    readonly printed: string
    readonly issuedOn: PlainDate | null
    readonly issuer: string
    readonly limited: boolean
  }
  readonly period: { readonly key: string; readonly from: PlainDate; readonly until: PlainDate }
  readonly area: AreaId
  readonly tasks: readonly {
    readonly clause: number
    readonly label: string
    readonly sentence: string
    readonly study: boolean
    readonly standing: boolean
    readonly due: string
    readonly state: string
  }[]
  readonly branches: readonly { readonly id: UnitId; readonly name: string }[]
  readonly audiences: readonly Audience[]
  readonly roll: readonly { readonly branch: UnitId; readonly audience: Audience; readonly people: number }[]
  /** Keys in the order of the list that the hidden sheet of the file holds by name. */
  readonly indicators: readonly string[]
}

export type SheetForm = {
  readonly id: SheetFormId
  readonly realm: Realm
  readonly code: string
  readonly unit: UnitId
  readonly document: DocumentId
  readonly madeByUnit: UnitId
  readonly structureHash: string
  readonly layout: FormLayout
}

/** Where something stands in a workbook: the sheet, and the row and column as the spreadsheet counts them. */
export type Place = { readonly sheet: SheetName | 'cover'; readonly row: number; readonly column?: string }
export type SheetProblem = { readonly at: Place | null; readonly problem: Problem }

export type TaskFill = { readonly clause: number; readonly done: 'taken' | 'finished'; readonly note: string }
export type RollFill = { readonly branch: UnitId; readonly audience: Audience; readonly people: number }
export type SessionFill = {
  readonly form: StudyForm
  readonly from: string
  readonly until: string
  readonly place: string
  readonly means: Means
  readonly note: string
  readonly rows: readonly {
    readonly branch: UnitId
    readonly audience: Audience
    readonly called: number
    readonly present: number
    readonly caughtUp: number
  }[]
}
export type ActivityFill = {
  readonly kind: ActivityKind
  readonly title: string
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly place: string
  readonly people: number | null
  readonly personTimes: number | null
  readonly note: string
  readonly clauses: readonly number[]
  readonly results: readonly {
    readonly indicator: string
    readonly amount: number
    readonly moneyValue: number | null
    readonly valuedHow: string | null
  }[]
}

/** One thing that a workbook says, with its key (what makes it the same thing when it is sent again) and its rows. */
export type Entry =
  | { readonly kind: 'tasks'; readonly key: string; readonly rows: readonly number[]; readonly fill: TaskFill }
  | { readonly kind: 'roll'; readonly key: string; readonly rows: readonly number[]; readonly fill: RollFill }
  | { readonly kind: 'sessions'; readonly key: string; readonly rows: readonly number[]; readonly fill: SessionFill }
  | { readonly kind: 'activities'; readonly key: string; readonly rows: readonly number[]; readonly fill: ActivityFill }

/** What was recorded from an earlier return of the same form. */
export type Recorded = {
  readonly kind: SheetName
  readonly key: string
  readonly fill: Entry['fill']
  readonly thing: string | null
}

/** What would become of a thing in the file: new, there already, different from what was recorded, or no longer in it. */
export type Fate = 'new' | 'already' | 'changed' | 'gone'
export type PreviewLine = {
  readonly kind: SheetName
  readonly row: number | null
  readonly fate: Fate
  readonly fill: Entry['fill']
  /** Whose count it is, where it is one of the roll. */
  readonly branchName: string | null
  readonly before: Entry['fill'] | null
}

export type ThingId = SessionId | ActivityId

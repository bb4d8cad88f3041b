import type { Brand, DocumentId, UnitId } from '../kernel/index.ts'

export type SessionId = Brand<string, 'SessionId'>

/** quán triệt (study until thoroughly understood) · phổ biến (make known) */
export type StudyForm = 'quan-triet' | 'pho-bien'
/** họp trực tiếp · trực tuyến · lồng ghép vào cuộc họp khác */
export type Means = 'meeting' | 'online' | 'joined'
/** Cán bộ chủ chốt · đảng viên · đoàn viên, hội viên · nhân dân. Everybody is counted in one of them. */
export type Audience = 'key-officers' | 'party-members' | 'organisation-members' | 'public'
export type AskedWhen = 'before' | 'after'

/** The letter that is studied, at the unit that studies it. */
export type StudyAt = { readonly unit: UnitId; readonly document: DocumentId }
export type SessionAt = StudyAt & { readonly session: SessionId; readonly version: number }

/** People of one branch and audience. */
export type Group = { readonly branch: UnitId; readonly audience: Audience }
export type RollRow = Group & { readonly people: number }
export type AttendanceRow = Group & { readonly called: number; readonly present: number; readonly caughtUp: number }
export type Answer = {
  readonly moment: AskedWhen
  readonly question: number
  readonly asked: number
  readonly correct: number
}

// Written by `npm run types` from the migrations. Do not edit: a test compares.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export interface AccessToken {
  id: string
  account_id: string
  name: string
  token_hash: Uint8Array
  created_at: Date
  expires_on: string
  revoked_at: Date | null
  command_id: string | null
}

export interface Account {
  id: string
  person_id: string | null
  name: string
  email: string
  language: Generated<string>
  demonstration: Generated<boolean>
  wants_mail: Generated<boolean>
  created_at: Date
  opened_at: Date | null
  password_command: string | null
  disabled_at: Date | null
}

export interface Activity {
  realm: number
  id: string
  unit_id: string
  kind: string
  title: string
  from_on: string
  until_on: string
  area_id: string
  place: Generated<string>
  people: number | null
  person_times: number | null
  note: Generated<string>
  state: string
  held_at: Date | null
  held_by: string | null
  withdrawn_at: Date | null
  withdrawn_why: string | null
  entered_by: string
  entered_at: Date
  changed_by: string
  changed_at: Date
  version: Generated<number>
  command_id: string
}

export interface ActivityAmendment {
  realm: number
  activity_id: string
  ordinal: number
  organiser_id: string
  why: string
  before: ColumnType<unknown, string, string>
  after: ColumnType<unknown, string, string>
  at: Date
  account_id: string
  command_id: string
}

export interface ActivityResult {
  realm: number
  activity_id: string
  indicator: string
  organiser_id: string
  amount: bigint
  money_value: bigint | null
  valued_how: string | null
  command_id: string
}

export interface ActivityTask {
  realm: number
  activity_id: string
  organiser_id: string
  task_realm: number
  document_id: string
  clause_ordinal: number
  unit_id: string
  command_id: string
}

export interface ActivityUnit {
  realm: number
  activity_id: string
  unit_id: string
  role: string
  organiser_id: string
  command_id: string
}

export interface Addressee {
  document_id: string
  ordinal: number
  phrase: string
  kind: string
}

export interface AddresseeEdit {
  document_id: string
  unit_id: string
  included: boolean
}

export interface Area {
  id: string
  code: string
  level: string
  name: string
  name_fold: string
  parent_id: string | null
  during: string
  lat: number | null
  lon: number | null
  area_km2: string | null
  population: number | null
}

export interface AreaLineage {
  from_id: string
  to_id: string
  extent: string
}

export interface Audit {
  realm: number
  id: GeneratedAlways<bigint>
  at: Date
  command_id: string | null
  account_id: string | null
  table_name: string
  operation: string
  before: ColumnType<unknown, string | null | undefined, string | null | undefined>
  after: ColumnType<unknown, string | null | undefined, string | null | undefined>
}

export interface AuthAccount {
  id: Generated<string>
  account_id: string
  provider_id: string
  user_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Date | null
  refresh_token_expires_at: Date | null
  scope: string | null
  password: string | null
  created_at: Generated<Date>
  updated_at: Date
}

export interface AuthSession {
  id: Generated<string>
  expires_at: Date
  token: string
  created_at: Generated<Date>
  updated_at: Date
  ip_address: string | null
  user_agent: string | null
  user_id: string
}

export interface AuthSignInTry {
  who: Uint8Array
  client: Uint8Array
  tries: number
  last_at: Date
  entered_at: Date | null
}

export interface AuthUser {
  id: Generated<string>
  name: string
  email: string
  email_verified: boolean
  image: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface AuthVerification {
  id: Generated<string>
  identifier: string
  value: string
  expires_at: Date
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface AwarenessAnswer {
  realm: number
  session_id: string
  moment: string
  question: number
  document_id: string
  unit_id: string
  asked: number
  correct: number
  command_id: string
}

export interface Citation {
  document_id: string
  cited_id: string
  kind: string
  ordinal: number
  words: Generated<string>
  told_by: string
}

export interface Clause {
  document_id: string
  ordinal: number
  label: string
  text: string
  starts_at: number | null
  ends_at: number | null
  force: string | null
  rhythm: Generated<string>
  due_on: string | null
  due_text: string | null
  recurrence: ColumnType<unknown, string | null | undefined, string | null | undefined>
  confirmed_at: Date | null
}

export interface ClauseAsk {
  document_id: string
  clause_ordinal: number
  ordinal: number
  phrase: string
  role: string
  force: string | null
  act: string | null
  chain: number | null
  sentence: Generated<string>
}

export interface ClauseSource {
  document_id: string
  clause_ordinal: number
  source_document_id: string
  source_ordinal: number
}

export interface Command {
  realm: number
  id: string
  name: string
  account_id: string | null
  unit_id: string | null
  at: Date
  input_hash: Uint8Array
  outcome: ColumnType<unknown, string | null | undefined, string | null | undefined>
}

export interface Delivery {
  realm: number
  document_id: string
  unit_id: string
  from_unit_id: string
  ordinal: number
  kind: string
  phrase: Generated<string>
  status: Generated<string>
  sent_at: Date
  opened_at: Date | null
  acknowledged_at: Date | null
  acknowledged_by: string | null
  returned_at: Date | null
  returned_reason: string | null
  returned_note: string | null
  proposed_unit_id: string | null
  passed_on_id: string | null
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string | null
}

export interface DeliveryPerson {
  realm: number
  document_id: string
  person_id: string
  from_unit_id: string
  phrase: Generated<string>
  sent_at: Date
  opened_at: Date | null
  command_id: string | null
}

export interface Document {
  id: string
  realm: number
  held: boolean
  own: Generated<boolean>
  regime: string | null
  doc_type: string | null
  issuer_unit_id: string | null
  issuer: Generated<string>
  issuer_fold: Generated<string>
  number: string | null
  symbol: string | null
  symbol_fold: string | null
  issued_on: string | null
  year: number | null
  subject: Generated<string>
  place: string | null
  authority_prefix: string | null
  authority_body: string | null
  signer_title: string | null
  signer_name: string | null
  urgency: string | null
  circulation_floor: string | null
  body: Generated<string>
  reading: ColumnType<unknown, string | null | undefined, string | null | undefined>
  search_text: Generated<string>
  created_at: Date
  command_id: string | null
}

export interface DocumentDecision {
  document_id: string
  other_id: string
  same: boolean
  spelled: Generated<string>
  why: Generated<string>
  at: Date
  account_id: string | null
  command_id: string
}

export interface DocumentFollower {
  document_id: string
  unit_id: string
  clause_ordinal: number | null
}

export interface DocumentThread {
  root_id: string
  document_id: string
  depth: number
}

export interface File {
  realm: number
  sha256: Uint8Array
  size: number
  media_type: string
  bytes: Uint8Array | null
  created_at: Date
  erased_at: Date | null
  command_id: string | null
}

export interface FileUse {
  realm: number
  id: string
  sha256: Uint8Array
  unit_id: string
  owner_kind: string
  owner_id: string
  purpose: string
  name: string
  at: Date
  account_id: string | null
  command_id: string | null
  ended_at: Date | null
  ended_command: string | null
}

export interface ImplementingLetter {
  realm: number
  id: string
  document_id: string
  unit_id: string
  letter_id: string | null
  printed: string
  printed_fold: string
  issued_on: string
  subject: Generated<string>
  file_use_id: string | null
  entered_by: string | null
  entered_at: Date
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  withdrawn_at: Date | null
  withdrawn_why: string | null
  command_id: string
}

export interface Incoming {
  realm: number
  document_id: string
  unit_id: string
  state: string
  arrived_on: string
  how: string
  note: string | null
  lead_unit_id: string | null
  lead_person_id: string | null
  with_unit_ids: Generated<string[]>
  due_on: string | null
  noted_by: string | null
  noted_at: Date | null
  handed_out_at: Date | null
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string | null
}

export interface Indicator {
  key: string
  measure: string
  kind: string
  counted: string
  ordinal: number
}

export interface Mail {
  realm: number
  command_id: string
  ordinal: number
  to_address: string
  language: string
  kind: string
  parameters: ColumnType<unknown, string | null | undefined, string | null | undefined>
  link: string | null
  at: Date
  state: Generated<string>
  attempts: Generated<number>
  not_before: Date | null
  last_error: string | null
  sent_at: Date | null
}

export interface Migration {
  number: number
  name: string
  hash: string
  at: Generated<Date>
}

export interface Notice {
  realm: number
  command_id: string
  ordinal: number
  unit_id: string | null
  person_id: string | null
  kind: string
  parameters: ColumnType<unknown, string | null | undefined, string | null | undefined>
  link: string | null
  at: Date
  read_at: Date | null
  read_by: string | null
}

export interface OfficeHolding {
  person_id: string
  unit_id: string
  office: string
  title: string
  during: string
}

export interface Outgoing {
  realm: number
  document_id: string
  unit_id: string
  state: string
  forwards_id: string | null
  drafted_by: string | null
  edited_by: string | null
  submitted_at: Date | null
  sent_back_note: string | null
  signed_by: string | null
  signed_at: Date | null
  on_paper: Generated<boolean>
  numbered_at: Date | null
  issued_at: Date | null
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string | null
}

export interface Person {
  id: string
  realm: number
  name: string
  name_fold: string
  name_sort: Generated<string>
}

export interface PlanFigure {
  realm: number
  unit_id: string
  indicator: string
  year: number
  amount: bigint
  changed_by: string
  changed_at: Date
  version: Generated<number>
  command_id: string
}

export interface Reading {
  realm: number
  id: string
  unit_id: string
  account_id: string
  name: string
  media_type: string
  file_use_id: string
  result: ColumnType<unknown, string, string>
  at: Date
  expires_on: string
  command_id: string | null
}

export interface Realm {
  id: number
  name: string
}

export interface RealmProvince {
  realm: number
  area_id: string
  during: string
}

export interface RegisterBook {
  id: string
  realm: number
  unit_id: string
  direction: string
  name: string
  period: string
  per: string
  official: Generated<boolean>
  first_number: Generated<number>
  term_starts: Generated<string[]>
}

export interface RegisterEntry {
  realm: number
  book_id: string
  period_key: string
  type_key: string
  number: number
  document_id: string
  entered_on: string
  at: Date
  account_id: string | null
  cancelled_at: Date | null
  cancelled_why: string | null
  command_id: string | null
}

export interface RegisterSeries {
  book_id: string
  period_key: string
  type_key: string
  last_number: number
}

export interface RoleGrant {
  id: string
  account_id: string
  role: string
  unit_id: string
  during: string
  granted_by: string | null
  command_id: string | null
}

export interface Setting {
  key: string
  value: ColumnType<unknown, string, string>
}

export interface SheetEntry {
  realm: number
  return_id: string
  ordinal: number
  form_id: string
  unit_id: string
  kind: string
  key: string
  fill: ColumnType<unknown, string, string>
  thing_id: string | null
  at: Date
}

export interface SheetForm {
  realm: number
  id: string
  code: string
  unit_id: string
  document_id: string
  period_key: string
  layout: ColumnType<unknown, string, string>
  structure_hash: string
  made_by_unit_id: string
  made_by: string
  made_at: Date
  command_id: string
}

export interface SheetReturn {
  realm: number
  id: string
  form_id: string
  unit_id: string
  sha256: Uint8Array
  at: Date
  account_id: string
  by_unit_id: string
  recorded: number
  replaced: number
  command_id: string
}

export interface StudyAttendance {
  realm: number
  session_id: string
  branch_id: string
  audience: string
  document_id: string
  unit_id: string
  during: string
  withdrawn: Generated<boolean>
  called: number
  present: number
  caught_up: Generated<number>
}

export interface StudyRoll {
  realm: number
  document_id: string
  branch_id: string
  audience: string
  unit_id: string
  people: number
  frozen_at: Date | null
  counted_by: string | null
  counted_at: Date
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string
}

export interface StudyRollChange {
  realm: number
  document_id: string
  branch_id: string
  audience: string
  ordinal: number
  unit_id: string
  people_before: number | null
  people_after: number
  why: string
  at: Date
  account_id: string | null
  command_id: string
}

export interface StudySession {
  realm: number
  id: string
  document_id: string
  unit_id: string
  form: string
  during: string
  place: string
  means: string
  note: Generated<string>
  questions: Generated<string[]>
  entered_by: string | null
  entered_at: Date
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  withdrawn_at: Date | null
  withdrawn_why: string | null
  command_id: string
}

export interface Task {
  realm: number
  document_id: string
  clause_ordinal: number
  unit_id: string
  role: string
  rhythm: string
  due_on: string | null
  due_text: string | null
  recurrence: ColumnType<unknown, string | null | undefined, string | null | undefined>
  sentence: Generated<string>
  state: Generated<string>
  own_due_on: string | null
  taken_at: Date | null
  taken_by: string | null
  done_at: Date | null
  done_note: string | null
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string | null
}

export interface TaskDateRequest {
  realm: number
  document_id: string
  clause_ordinal: number
  unit_id: string
  ordinal: number
  proposed_on: string
  reason: string
  asked_by: string | null
  asked_at: Date
  answer: string | null
  answer_note: string | null
  answered_by: string | null
  answered_at: Date | null
  command_id: string | null
}

export interface TaskEvidence {
  realm: number
  document_id: string
  clause_ordinal: number
  unit_id: string
  kind: string
  evidence_id: string
  on_day: string
  at: Date
  account_id: string | null
  ended_at: Date | null
  command_id: string
}

export interface TaskPart {
  realm: number
  document_id: string
  clause_ordinal: number
  unit_id: string
  ordinal: number
  to_unit_id: string | null
  to_person_id: string | null
  what: string
  due_on: string | null
  state: Generated<string>
  done_note: string | null
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string | null
}

export interface Unit {
  id: string
  realm: number
  kind: string
  area_id: string
  name: string
  name_fold: string
  short_name: string | null
  during: string
}

export interface UnitLineage {
  from_id: string
  to_id: string
  extent: string
  on_date: string
}

export interface UnitLink {
  child_id: string
  line: string
  parent_id: string | null
  during: string
}

export interface UnitPath {
  ancestor_id: string
  descendant_id: string
  depth: number
  during: string
}

export interface World {
  sole: Generated<boolean>
  name: string
  demonstration: boolean
  starts_at: Date | null
  seeded_at: Date
}

export interface DB {
  'access_token': AccessToken
  'account': Account
  'activity': Activity
  'activity_amendment': ActivityAmendment
  'activity_result': ActivityResult
  'activity_task': ActivityTask
  'activity_unit': ActivityUnit
  'addressee': Addressee
  'addressee_edit': AddresseeEdit
  'area': Area
  'area_lineage': AreaLineage
  'audit': Audit
  'auth.account': AuthAccount
  'auth.session': AuthSession
  'auth.sign_in_try': AuthSignInTry
  'auth.user': AuthUser
  'auth.verification': AuthVerification
  'awareness_answer': AwarenessAnswer
  'citation': Citation
  'clause': Clause
  'clause_ask': ClauseAsk
  'clause_source': ClauseSource
  'command': Command
  'delivery': Delivery
  'delivery_person': DeliveryPerson
  'document': Document
  'document_decision': DocumentDecision
  'document_follower': DocumentFollower
  'document_thread': DocumentThread
  'file': File
  'file_use': FileUse
  'implementing_letter': ImplementingLetter
  'incoming': Incoming
  'indicator': Indicator
  'mail': Mail
  'migration': Migration
  'notice': Notice
  'office_holding': OfficeHolding
  'outgoing': Outgoing
  'person': Person
  'plan_figure': PlanFigure
  'reading': Reading
  'realm': Realm
  'realm_province': RealmProvince
  'register_book': RegisterBook
  'register_entry': RegisterEntry
  'register_series': RegisterSeries
  'role_grant': RoleGrant
  'setting': Setting
  'sheet_entry': SheetEntry
  'sheet_form': SheetForm
  'sheet_return': SheetReturn
  'study_attendance': StudyAttendance
  'study_roll': StudyRoll
  'study_roll_change': StudyRollChange
  'study_session': StudySession
  'task': Task
  'task_date_request': TaskDateRequest
  'task_evidence': TaskEvidence
  'task_part': TaskPart
  'unit': Unit
  'unit_lineage': UnitLineage
  'unit_link': UnitLink
  'unit_path': UnitPath
  'world': World
}

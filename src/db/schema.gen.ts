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

export interface AccountList {
  realm: number
  id: string
  unit_id: string
  signer: string
  signed_by: string
  signed_on: string
  signed_at: Date
  command_id: string
}

export interface AccountListLine {
  realm: number
  list_id: string
  money_account_id: string
  bank_bin: string
  number: string
  holder: string
  name: string
  fund_id: string | null
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

export interface Advice {
  realm: number
  id: string
  unit_id: string
  superior_id: string
  subject: string
  body: Generated<string>
  asked: string
  document_id: string | null
  clause_ordinal: number | null
  wished_on: string | null
  state: string
  sent_by: string | null
  sent_at: Date | null
  sent_on: string | null
  due_on: string | null
  returned_why: string | null
  outcome: string | null
  decision_number: string | null
  decided_on: string | null
  decision_text: string | null
  decision_document_id: string | null
  decided_by: string | null
  decided_at: Date | null
  withdrawn_why: string | null
  written_by: string
  written_at: Date
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string
}

export interface AdviceExtension {
  realm: number
  advice_id: string
  ordinal: number
  from_on: string
  to_on: string
  reason: string
  account_id: string
  at: Date
  command_id: string
}

export interface AdviceOpinion {
  realm: number
  advice_id: string
  unit_id: string
  asked_by: string
  question: Generated<string>
  due_on: string
  asked_at: Date
  answer: string | null
  body: string | null
  answered_by: string | null
  answered_at: Date | null
  version: Generated<number>
  command_id: string
}

export interface AidAgreement {
  realm: number
  id: string
  unit_id: string
  fund_id: string
  donor: string
  approval_number: string
  approved_on: string
  authority: string
  terms: string
  currency: string
  foreign_amount: string
  booked: bigint
  report_days: Generated<string[]>
  recorded_by: string
  recorded_at: Date
  command_id: string
}

export interface AidReport {
  realm: number
  agreement_id: string
  unit_id: string
  due_on: string
  reported_on: string
  evidence: string
  recorded_by: string
  command_id: string
}

export interface Allocation {
  realm: number
  id: string
  unit_id: string
  fund_id: string
  document: string
  decided_on: string
  purpose: string
  amount: bigint
  recorded_by: string
  recorded_at: Date
  command_id: string
}

export interface AllocationEnd {
  realm: number
  allocation_id: string
  unit_id: string
  why: string
  ended_by: string
  ended_at: Date
  command_id: string
}

export interface AllocationShare {
  realm: number
  allocation_id: string
  ordinal: number
  to_unit_id: string | null
  programme: string | null
  weight: string | null
  amount: bigint
}

export interface ApprovalLimit {
  realm: number
  level: string
  role: string
  up_to: bigint | null
  confirmed: Generated<boolean>
  changed_by: string | null
  changed_at: Date | null
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

export interface BankReceipt {
  realm: number
  gift_id: string
  unit_id: string
  token: string
  claimed_at: Date
  command_id: string
}

export interface Campaign {
  fund_id: string
  code: string
  appeal: string
  goal: bigint | null
  state: string
  opens_on: string
  receives_until: string
  distributes_until: string
  extended_why: Generated<string>
  changed_by: string | null
  changed_at: Date
  version: Generated<number>
}

export interface CashGift {
  realm: number
  gift_id: string
  unit_id: string
  entry_id: string
  money_account_id: string
  receipt_year: number
  receipt_number: number
  token: string
  named: boolean
  currency: string | null
  foreign_amount: string | null
  note: Generated<string>
  recorded_by: string
  command_id: string
}

export interface ChartLine {
  chart: string
  code: string
  name: string
  kind: string
  purpose: string | null
  confirmed: Generated<boolean>
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

export interface DirectHelp {
  realm: number
  id: string
  unit_id: string
  fund_id: string
  what: string
  value: bigint
  value_basis: string
  evidence: string
  place: string
  happened_on: string
  recorded_by: string
  recorded_at: Date
  command_id: string
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

export interface Dossier {
  realm: number
  id: string
  unit_id: string
  line_id: string
  code: string
  year: number
  title: string
  retention: string
  document_id: string | null
  keeper_id: string | null
  state: string
  edition: Generated<number>
  opened_by: string
  opened_at: Date
  opened_on: string
  closed_by: string | null
  closed_at: Date | null
  closed_on: string | null
  closed_why: string | null
  reopened_why: string | null
  offered_by: string | null
  offered_at: Date | null
  offered_note: string | null
  archived_by: string | null
  archived_at: Date | null
  archived_on: string | null
  archived_place: string | null
  returned_why: string | null
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string
}

export interface DossierContent {
  realm: number
  dossier_id: string
  edition: number
  ordinal: number
  source: string
  source_id: string
  number: string
  dated: string | null
  author: string
  subject: string
  pages: number | null
  link: string | null
  files: ColumnType<unknown, string | null | undefined, string | null | undefined>
  command_id: string
}

export interface DossierLine {
  realm: number
  id: string
  unit_id: string
  year: number
  code: string
  title: string
  retention: string
  ended_at: Date | null
  changed_by: string | null
  changed_at: Date
  version: Generated<number>
  command_id: string
}

export interface DossierMark {
  realm: number
  dossier_id: string
  source: string
  source_id: string
  pages: number | null
  left_out_why: string | null
  changed_by: string
  changed_at: Date
  command_id: string
}

export interface DossierPaper {
  realm: number
  dossier_id: string
  id: string
  number: Generated<string>
  dated: string | null
  author: Generated<string>
  subject: string
  pages: number | null
  document_id: string | null
  file_use_id: string | null
  added_by: string
  added_at: Date
  removed_by: string | null
  removed_at: Date | null
  removed_why: string | null
  command_id: string
}

export interface DossierStep {
  realm: number
  dossier_id: string
  ordinal: number
  step: string
  why: Generated<string>
  account_id: string
  at: Date
  command_id: string
}

export interface Entry {
  realm: number
  id: string
  unit_id: string
  year: number
  number: number
  day: string
  text: string
  source_kind: string
  source_id: string
  source_step: Generated<string>
  reverses_id: string | null
  posted_by: string | null
  posted_at: Date
  command_id: string
}

export interface EntrySeries {
  unit_id: string
  year: number
  last_number: number
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

export interface Fund {
  id: string
  realm: number
  unit_id: string
  code: string
  name: string
  basis_key: string
  purpose: string
  restriction: Generated<string>
  opened_on: string
  closed_on: string | null
  demonstration: Generated<boolean>
  changed_by: string | null
  changed_at: Date
  version: Generated<number>
  command_id: string | null
}

export interface FundArea {
  fund_id: string
  area_id: string
}

export interface FundPublication {
  fund_id: string
  duty_key: string
  due_on: string
  published_on: string
  evidence: string
  published_by: string
  command_id: string
}

export interface Gift {
  realm: number
  id: string
  unit_id: string
  fund_id: string
  channel: string
  amount: bigint
  received_on: string
  line_id: string | null
  part_of: string | null
  reverses_id: string | null
  command_id: string
  recorded_at: Date
}

export interface GiftPerson {
  realm: number
  subject_id: string
  part: string
  unit_id: string
  purpose: string
  name: string | null
  contact: string | null
  recorded_at: Date
  command_id: string
  erased_at: Date | null
  erased_by: string | null
  erased_why: string | null
}

export interface GiftSetting {
  one: Generated<boolean>
  pledges_per_hour: Generated<number>
}

export interface Handover {
  realm: number
  id: string
  unit_id: string
  giver_id: string
  receiver_id: string
  reason: string
  remarks: Generated<string>
  state: string
  edition: Generated<number>
  opened_by: string
  opened_at: Date
  giver_signed_at: Date | null
  confirmed_by: string | null
  confirmed_at: Date | null
  confirmed_why: string | null
  receiver_signed_at: Date | null
  returned_why: string | null
  cancelled_why: string | null
  parts_moved: Generated<number>
  dossiers_moved: Generated<number>
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string
}

export interface HandoverItem {
  realm: number
  handover_id: string
  edition: number
  ordinal: number
  kind: string
  label: string
  subject: string
  due_on: string | null
  link: string | null
  key: ColumnType<unknown, string | null | undefined, string | null | undefined>
  command_id: string
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

export interface InKindGift {
  realm: number
  id: string
  unit_id: string
  fund_id: string
  kind: string
  what: string
  quantity: string
  measure: string
  condition: string | null
  named: boolean
  received_on: string
  recorded_by: string
  recorded_at: Date
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

export interface Leaf {
  realm: number
  kind: string
  subject_id: string
  commitment: Uint8Array
  salt: Uint8Array | null
  command_id: string
  recorded_at: Date
}

export interface LedgerAccount {
  unit_id: string
  code: string
  name: string
  kind: string
  purpose: string | null
  ended_on: string | null
}

export interface LedgerBalance {
  realm: number
  unit_id: string
  month: string
  fund_id: string
  code: string
  debit: bigint
  credit: bigint
  closing: bigint
}

export interface LedgerMonth {
  unit_id: string
  month: string
  closed_by: string | null
  closed_at: Date | null
  opened_again_by: string | null
  opened_again_at: Date | null
  opened_again_why: string | null
  checklist: ColumnType<unknown, string | null | undefined, string | null | undefined>
  version: Generated<number>
  command_id: string | null
}

export interface LedgerSetting {
  one: Generated<boolean>
  second_person_over: Generated<bigint>
  remind_days: Generated<number>
}

export interface LegalBasis {
  key: string
  name: string
  citation: Generated<string>
  receive_days: number | null
  distribute_days: number | null
  for_one_person: Generated<boolean>
  names_public: Generated<boolean>
  confirmed: Generated<boolean>
  ordinal: number
  ended_on: string | null
  changed_by: string | null
  changed_at: Date | null
}

export interface LegalDuty {
  basis_key: string
  key: string
  counted_from: string
  days: number
  confirmed: Generated<boolean>
}

export interface LetterCopy {
  realm: number
  id: string
  document_id: string
  unit_id: string
  kind: string
  book_id: string
  period_key: string
  type_key: string
  number: number
  symbol: string
  copied_on: string
  issuer: string
  place: string | null
  authority_prefix: string | null
  authority_body: string | null
  signer_title: string
  signer_name: string
  recipients: string[]
  clauses: Generated<number[]>
  made_by: string
  made_at: Date
  command_id: string
}

export interface LetterCopyCancelled {
  realm: number
  copy_id: string
  unit_id: string
  why: string
  cancelled_by: string
  cancelled_at: Date
  command_id: string
}

export interface LetterLayout {
  realm: number
  unit_id: string
  regime: string
  figures: ColumnType<unknown, string, string>
  set_by: string
  set_at: Date
  command_id: string
}

export interface LineDecision {
  realm: number
  id: string
  line_id: string
  unit_id: string
  ordinal: number
  parts: ColumnType<unknown, string, string>
  why: Generated<string>
  entry_id: string | null
  account_id: string
  at: Date
  command_id: string
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

export interface MoneyAccount {
  id: string
  realm: number
  unit_id: string
  kind: string
  bank_bin: string | null
  number: string | null
  holder: string
  name: string
  currency: Generated<string>
  fund_id: string | null
  opened_on: string
  closed_on: string | null
  public: Generated<boolean>
  changed_by: string | null
  changed_at: Date
  command_id: string | null
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

export interface Payment {
  realm: number
  voucher_id: string
  unit_id: string
  fund_id: string
  amount: bigint
  day: string
  how: string
  money_account_id: string
  entry_id: string
  evidence: Generated<string>
  paid_by: string
  recorded_at: Date
  command_id: string
}

export interface PaymentDoubt {
  realm: number
  line_id: string
  voucher_id: string
  unit_id: string
  kind: string
  amount: bigint
  day: string
  command_id: string
}

export interface PaymentLine {
  realm: number
  voucher_id: string
  unit_id: string
  line_id: string
  entry_id: string
  released_at: Date | null
  recorded_at: Date
  command_id: string
}

export interface PaymentRun {
  realm: number
  id: string
  unit_id: string
  money_account_id: string
  year: number
  number: number
  made_on: string
  made_by: string
  made_at: Date
  command_id: string
}

export interface PaymentRunLine {
  realm: number
  run_id: string
  ordinal: number
  unit_id: string
  voucher_id: string
  amount: bigint
  failed_at: Date | null
  failed_by: string | null
  failed_why: string | null
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

export interface Pledge {
  realm: number
  id: string
  unit_id: string
  fund_id: string
  code: string
  amount: bigint | null
  goods: string | null
  named: boolean
  pledged_on: string
  recorded_at: Date
  command_id: string
}

export interface PledgeStep {
  realm: number
  pledge_id: string
  unit_id: string
  command_id: string
  step: string
  gift_id: string | null
  in_kind_id: string | null
  why: Generated<string>
  stepped_by: string
  stepped_at: Date
}

export interface Posting {
  realm: number
  entry_id: string
  ordinal: number
  unit_id: string
  fund_id: string
  code: string
  amount: bigint
  day: string
  money_account_id: string | null
}

export interface PostingBatch {
  realm: number
  command_id: string
  transaction: string
  proved: Generated<boolean>
}

export interface QuietDay {
  day: string
  kind: string
  name: string
  to_confirm: Generated<boolean>
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
  command_id: string | null
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

export interface ReadingCorrection {
  realm: number
  sample_id: string
  ordinal: number
  unit_id: string
  account_id: string
  path: string
  read_value: ColumnType<unknown, string, string>
  right_value: ColumnType<unknown, string, string>
  starts_at: number | null
  ends_at: number | null
  at: Date
  command_id: string
}

export interface ReadingSample {
  realm: number
  id: string
  unit_id: string
  account_id: string
  document_id: string
  text: string
  gold: ColumnType<unknown, string, string>
  confirmed: boolean
  at: Date
  expires_on: string
  command_id: string
}

export interface ReadingScan {
  realm: number
  id: string
  unit_id: string
  account_id: string
  name: string
  media_type: string
  file_use_id: string | null
  state: Generated<string>
  page: Generated<number>
  pages: number | null
  attempts: Generated<number>
  lease_until: Date | null
  problem: ColumnType<unknown, string | null | undefined, string | null | undefined>
  at: Date
  ended_at: Date | null
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

export interface ReceiptSeries {
  unit_id: string
  year: number
  last_number: number
}

export interface RecordTakenBack {
  realm: number
  record_id: string
  unit_id: string
  why: string
  taken_back_by: string
  taken_back_at: Date
  command_id: string
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

export interface Report {
  realm: number
  id: string
  document_id: string
  unit_id: string
  period_key: string
  from_on: string
  until_on: string
  cut_off_on: string
  cumulative_from: string
  revision: Generated<number>
  replaces_id: string | null
  amends_why: string | null
  consolidates: Generated<string>
  accepted_only: Generated<boolean>
  to_unit_id: string | null
  results: Generated<string>
  shortcomings: Generated<string>
  causes: Generated<string>
  direction: Generated<string>
  state: string
  filled_at: Date
  drafted_by: string
  edited_by: string
  submitted_by: string | null
  submitted_at: Date | null
  decided_by: string | null
  decided_at: Date | null
  returned_why: string | null
  letter_id: string | null
  changed_by: string
  changed_at: Date
  version: Generated<number>
  command_id: string
  settled_at: Date | null
  missing: Generated<number>
}

export interface ReportCopy {
  realm: number
  report_id: string
  unit_id: string
  at: Date
  command_id: string
}

export interface ReportDuty {
  document_id: string
  unit_id: string
  kinds: string[]
  changed_by: string | null
  changed_at: Date
  version: Generated<number>
  command_id: string
}

export interface ReportFigure {
  realm: number
  report_id: string
  indicator: string
  actual: bigint
  estimate: bigint | null
  rest: bigint | null
  cumulative: bigint
  year_to_date: bigint
  last_year: bigint | null
  plan: bigint | null
  own_plan: bigint | null
  accepted: bigint | null
}

export interface ReportFinal {
  realm: number
  report_id: string
  indicator: string
  amount: bigint
  at: Date
  account_id: string
  command_id: string
}

export interface ReportPart {
  realm: number
  report_id: string
  part_id: string
  direct: boolean
  accepted: boolean
}

export interface ReportProposal {
  realm: number
  report_id: string
  ordinal: number
  text: string
  owner_unit_id: string
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
}

export interface ReportSource {
  realm: number
  report_id: string
  indicator: string
  kind: string
  source_id: string
  settled: Generated<boolean>
  amount: bigint
  on_day: string
  evidence: boolean
  left_out: string | null
  label: string
  held_by: string
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

export interface SpendingSeries {
  unit_id: string
  kind: string
  year: number
  last_number: number
}

export interface Statement {
  realm: number
  id: string
  no: GeneratedAlways<number>
  unit_id: string
  money_account_id: string
  fund_id: string
  bank: string
  mapping: ColumnType<unknown, string | null | undefined, string | null | undefined>
  files: string[]
  opening_given: bigint | null
  state: string
  lines: Generated<number>
  again: Generated<number>
  opening: bigint | null
  closing: bigint | null
  credits: Generated<string>
  debits: Generated<string>
  problem: ColumnType<unknown, string | null | undefined, string | null | undefined>
  faults: ColumnType<unknown, string | null | undefined, string | null | undefined>
  notes: ColumnType<unknown, string | null | undefined, string | null | undefined>
  differences: ColumnType<unknown, string | null | undefined, string | null | undefined>
  differences_by: string | null
  differences_why: string | null
  attempts: Generated<number>
  lease_until: Date | null
  started_by: string
  started_at: Date
  posted_by: string | null
  posted_at: Date | null
  command_id: string
  posted_command: string | null
}

export interface StatementAttestation {
  statement_no: number
  ordinal: number
  account_id: string
  opening: bigint
  closing: bigint
  why: string
  at: Date
  command_id: string
}

export interface StatementChunk {
  statement_no: number
  part: number
  ordinal: number
  bytes: Uint8Array
}

export interface StatementDay {
  statement_no: number
  day: string
  lines: number
  again: Generated<number>
  credits: string
  debits: string
  closing: bigint | null
  proved: boolean | null
}

export interface StatementLine {
  amount: bigint | null
  balance: bigint | null
  statement_no: number
  ordinal: number
  row_no: number
  day: string
  part: number
  realm: number
  kind: number
  doubts: Generated<number>
  id: string
  fund_id: string | null
  time: string | null
  doc: string | null
  reference: string | null
  counterparty: string | null
  memo: string
  words: string | null
  claims: string | null
  code: string | null
}

export interface StatementMapping {
  unit_id: string
  bank_bin: string
  mapping: ColumnType<unknown, string, string>
  changed_by: string
  changed_at: Date
}

export interface StatementRepair {
  statement_no: number
  ordinal: number
  kind: string
  was: bigint | null
  amount: bigint
  account_id: string
  why: string
  at: Date
  command_id: string
}

export interface StatementReview {
  realm: number
  line_id: string
  statement_no: number
  unit_id: string
  doubts: number
  weight: bigint
  decided_at: Date | null
}

export interface StatementSeen {
  statement_no: number
  line_id: string
}

export interface StatementWord {
  unit_id: string
  word: string
  lines: bigint
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
  asked_at: Generated<Date>
  taken_at: Date | null
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

export interface UnitChecker {
  realm: number
  id: string
  unit_id: string
  checker_id: string
  role: string
  during: string
  set_by: string
  changed_by: string
  changed_at: Date
  command_id: string
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

export interface Urging {
  realm: number
  document_id: string
  unit_id: string
  clause_ordinal: Generated<number>
  step: string
  about: Generated<string>
  due_on: string | null
  nth: number
  on_day: string
  by_unit_id: string | null
  at: Date
  account_id: string | null
  command_id: string
}

export interface UrgingAwaited {
  realm: number
  document_id: string
  unit_id: string
  about: string
  due_on: string
  set_at: Date
  ended_at: Date | null
  command_id: string
}

export interface UrgingLetter {
  realm: number
  letter_id: string
  unit_id: string
  document_id: string
  by_unit_id: string
  awaited: string
  at: Date
  account_id: string | null
  command_id: string
}

export interface UrgingLine {
  realm: number | null
  document_id: string | null
  unit_id: string | null
  clause_ordinal: number | null
  kind: string | null
  about: string | null
  due_on: string | null
  by_unit_id: string | null
  opened_at: Date | null
  asked: boolean | null
}

export interface UrgingMessage {
  on_day: string
  unit_id: string
  near: number
  late: number
  unopened: number
  at: Date
  command_id: string
}

export interface Voucher {
  realm: number
  id: string
  unit_id: string
  fund_id: string
  year: number
  number: number
  kind: string
  code: string
  allocation_id: string | null
  share: number | null
  programme: Generated<string>
  agreement_id: string | null
  expense: string
  amount: bigint
  reason: string
  day: string
  state: string
  written_by: string
  submitted_by: string | null
  submitted_at: Date | null
  approved_by: string | null
  approved_at: Date | null
  changed_by: string
  changed_at: Date
  version: Generated<number>
  command_id: string
}

export interface VoucherPayee {
  realm: number
  voucher_id: string
  unit_id: string
  name: string | null
  bank_bin: string | null
  number: string | null
  erased_at: Date | null
  erased_by: string | null
  erased_why: string | null
}

export interface VoucherStep {
  realm: number
  voucher_id: string
  ordinal: number
  unit_id: string
  step: string
  account_id: string
  account_name: string
  for_unit_id: string
  why: Generated<string>
  at: Date
  command_id: string
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
  'account_list': AccountList
  'account_list_line': AccountListLine
  'activity': Activity
  'activity_amendment': ActivityAmendment
  'activity_result': ActivityResult
  'activity_task': ActivityTask
  'activity_unit': ActivityUnit
  'addressee': Addressee
  'addressee_edit': AddresseeEdit
  'advice': Advice
  'advice_extension': AdviceExtension
  'advice_opinion': AdviceOpinion
  'aid_agreement': AidAgreement
  'aid_report': AidReport
  'allocation': Allocation
  'allocation_end': AllocationEnd
  'allocation_share': AllocationShare
  'approval_limit': ApprovalLimit
  'area': Area
  'area_lineage': AreaLineage
  'audit': Audit
  'auth.account': AuthAccount
  'auth.session': AuthSession
  'auth.sign_in_try': AuthSignInTry
  'auth.user': AuthUser
  'auth.verification': AuthVerification
  'awareness_answer': AwarenessAnswer
  'bank_receipt': BankReceipt
  'campaign': Campaign
  'cash_gift': CashGift
  'chart_line': ChartLine
  'citation': Citation
  'clause': Clause
  'clause_ask': ClauseAsk
  'clause_source': ClauseSource
  'command': Command
  'delivery': Delivery
  'delivery_person': DeliveryPerson
  'direct_help': DirectHelp
  'document': Document
  'document_decision': DocumentDecision
  'document_follower': DocumentFollower
  'document_thread': DocumentThread
  'dossier': Dossier
  'dossier_content': DossierContent
  'dossier_line': DossierLine
  'dossier_mark': DossierMark
  'dossier_paper': DossierPaper
  'dossier_step': DossierStep
  'entry': Entry
  'entry_series': EntrySeries
  'file': File
  'file_use': FileUse
  'fund': Fund
  'fund_area': FundArea
  'fund_publication': FundPublication
  'gift': Gift
  'gift_person': GiftPerson
  'gift_setting': GiftSetting
  'handover': Handover
  'handover_item': HandoverItem
  'implementing_letter': ImplementingLetter
  'in_kind_gift': InKindGift
  'incoming': Incoming
  'indicator': Indicator
  'leaf': Leaf
  'ledger_account': LedgerAccount
  'ledger_balance': LedgerBalance
  'ledger_month': LedgerMonth
  'ledger_setting': LedgerSetting
  'legal_basis': LegalBasis
  'legal_duty': LegalDuty
  'letter_copy': LetterCopy
  'letter_copy_cancelled': LetterCopyCancelled
  'letter_layout': LetterLayout
  'line_decision': LineDecision
  'mail': Mail
  'migration': Migration
  'money_account': MoneyAccount
  'notice': Notice
  'office_holding': OfficeHolding
  'outgoing': Outgoing
  'payment': Payment
  'payment_doubt': PaymentDoubt
  'payment_line': PaymentLine
  'payment_run': PaymentRun
  'payment_run_line': PaymentRunLine
  'person': Person
  'plan_figure': PlanFigure
  'pledge': Pledge
  'pledge_step': PledgeStep
  'posting': Posting
  'posting_batch': PostingBatch
  'quiet_day': QuietDay
  'reading': Reading
  'reading_correction': ReadingCorrection
  'reading_sample': ReadingSample
  'reading_scan': ReadingScan
  'realm': Realm
  'realm_province': RealmProvince
  'receipt_series': ReceiptSeries
  'record_taken_back': RecordTakenBack
  'register_book': RegisterBook
  'register_entry': RegisterEntry
  'register_series': RegisterSeries
  'report': Report
  'report_copy': ReportCopy
  'report_duty': ReportDuty
  'report_figure': ReportFigure
  'report_final': ReportFinal
  'report_part': ReportPart
  'report_proposal': ReportProposal
  'report_source': ReportSource
  'role_grant': RoleGrant
  'setting': Setting
  'sheet_entry': SheetEntry
  'sheet_form': SheetForm
  'sheet_return': SheetReturn
  'spending_series': SpendingSeries
  'statement': Statement
  'statement_attestation': StatementAttestation
  'statement_chunk': StatementChunk
  'statement_day': StatementDay
  'statement_line': StatementLine
  'statement_mapping': StatementMapping
  'statement_repair': StatementRepair
  'statement_review': StatementReview
  'statement_seen': StatementSeen
  'statement_word': StatementWord
  'study_attendance': StudyAttendance
  'study_roll': StudyRoll
  'study_roll_change': StudyRollChange
  'study_session': StudySession
  'task': Task
  'task_date_request': TaskDateRequest
  'task_evidence': TaskEvidence
  'task_part': TaskPart
  'unit': Unit
  'unit_checker': UnitChecker
  'unit_lineage': UnitLineage
  'unit_link': UnitLink
  'unit_path': UnitPath
  'urging': Urging
  'urging_awaited': UrgingAwaited
  'urging_letter': UrgingLetter
  'urging_line': UrgingLine
  'urging_message': UrgingMessage
  'voucher': Voucher
  'voucher_payee': VoucherPayee
  'voucher_step': VoucherStep
  'world': World
}

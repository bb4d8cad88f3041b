import type { AccountId, CommandId, PersonId, Realm, UnitId } from '../kernel/index.ts'

/** What the sentence `notice.<kind>` of the catalogue needs: numbers of letters are text, quantities are numbers. */
export type NoticeParameters = Readonly<Record<string, string | number>>

/** Who tells: a person at work, or the program by itself at night, under a command of its own. */
export type Teller = { readonly now: Date; readonly command: CommandId; readonly actor: { readonly realm: Realm } }

/** Something that a unit or a person should see. */
export type NewNotice = ({ readonly unit: UnitId } | { readonly person: PersonId }) & {
  /** A key of the catalogue without its `notice.`: `letter-arrived`. */
  readonly kind: string
  readonly parameters?: NoticeParameters
  /** A path of this site, from its root. */
  readonly link?: string
}

export type Notice = {
  /** `<command>.<ordinal>`: what a form sends back to mark it as read. */
  readonly id: string
  readonly kind: string
  readonly parameters: NoticeParameters
  readonly link: string | null
  readonly unit: UnitId | null
  readonly unitName: string | null
  readonly at: Date
  readonly readAt: Date | null
  readonly readBy: AccountId | null
}

/** A mail as the outbox holds it: words are found only when it is sent, in the language of who gets it. */
export type OutgoingMail = {
  readonly realm: Realm
  readonly command: CommandId
  readonly ordinal: number
  readonly to: string
  readonly language: 'vi' | 'en' | 'km'
  readonly kind: string
  readonly parameters: NoticeParameters
  readonly link: string | null
  /** Counted from 1; who finishes a mail names the attempt, so that a late finisher changes nothing. */
  readonly attempt: number
  /** Until then it is this worker's alone. */
  readonly until: Date
}

export type Outbox = { readonly waiting: number; readonly failed: number; readonly oldest: Date | null }

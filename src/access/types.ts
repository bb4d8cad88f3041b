import type {
  AccountId,
  Brand,
  CommandId,
  GrantId,
  PersonId,
  PlainDate,
  Realm,
  Result,
  UnitId,
} from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'

/** văn thư · lãnh đạo · chuyên viên · người xem · thanh tra · quản trị · kế toán · thủ quỹ · thủ kho */
export const ROLES = [
  'clerk',
  'leader',
  'officer',
  'reader',
  'inspector',
  'admin',
  'accountant',
  'cashier',
  'storekeeper',
] as const
export type Role = (typeof ROLES)[number]

/** A role at a unit, in force on the day the actor entered. */
export type Grant = {
  readonly role: Role
  readonly unit: UnitId
  readonly unitName: string
  readonly realm: Realm
}

/** Somebody signed in, at work for one of the units of the grants. */
export type Actor = {
  readonly account: AccountId
  readonly person: PersonId | null
  readonly name: string
  readonly language: 'vi' | 'en' | 'km'
  /** The unit for which the actor works now. */
  readonly unit: UnitId
  readonly unitName: string
  readonly realm: Realm
  readonly grants: readonly Grant[]
}

/** What a list may show: subtrees of these units, as of a day. Every list query takes one. */
export type Scope = { readonly roots: readonly UnitId[]; readonly asOf: PlainDate }

/** The instant and the day on which something is done; passed down, never read from a clock below the doors. */
export type Moment = { readonly now: Date; readonly today: PlainDate }

/** Who does it, when, and under which command. */
export type Acting = Moment & { readonly actor: Actor; readonly command: CommandId }

/**
 * One thing that a person can do. `run` gets the open transaction of its command; answering `no` rolls all of
 * it back. The value must survive JSON, because a repeated command answers the stored one.
 */
export type UseCase<Input, Output> = {
  readonly name: string
  /** Roles that may try; the use case itself decides about the very unit and row. */
  readonly roles: readonly Role[]
  readonly run: (tx: Tx, by: Acting, input: Input) => Promise<Result<Output>>
}

export const useCase = <Input, Output>(
  name: string,
  roles: readonly Role[],
  run: UseCase<Input, Output>['run'],
): UseCase<Input, Output> => ({ name, roles, run })

export type TokenId = Brand<string, 'TokenId'>

/** An account as a seed or an installation brings it, with the roles it holds from a day on. */
export type SeedAccount = {
  readonly id: AccountId
  readonly person?: PersonId
  readonly name: string
  readonly email: string
  readonly language?: Actor['language']
  readonly grants: readonly {
    readonly id: GrantId
    readonly role: Role
    readonly unit: UnitId
    readonly from: PlainDate
  }[]
}

/** One thing that must always be true, counted over the live database; `sample` names a few rows that break it. */
export type Check = {
  readonly name: string
  readonly rows: number
  readonly violations: number
  readonly sample?: string
}

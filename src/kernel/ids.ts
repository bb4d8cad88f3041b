/** Every identifier of the system, opaque so that a unit can never be passed where a person is meant. */
declare const brand: unique symbol
export type Brand<T, B extends string> = T & { readonly [brand]: B }

export type AreaId = Brand<string, 'AreaId'>
export type UnitId = Brand<string, 'UnitId'>
export type PersonId = Brand<string, 'PersonId'>
export type AccountId = Brand<string, 'AccountId'>
export type GrantId = Brand<string, 'GrantId'>
export type CommandId = Brand<string, 'CommandId'>
export type DocumentId = Brand<string, 'DocumentId'>
export type RegisterId = Brand<string, 'RegisterId'>
export type FileId = Brand<string, 'FileId'>
export type FundId = Brand<string, 'FundId'>
export type MoneyAccountId = Brand<string, 'MoneyAccountId'>
export type EntryId = Brand<string, 'EntryId'>
export type GiftId = Brand<string, 'GiftId'>
/** The province that created a row; 0 is national. First in the keys of every large table, never rewritten. */
export type Realm = Brand<number, 'Realm'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isUuid = (text: string): boolean => UUID.test(text)

/** Reads an id written by a caller; null when it is not a UUID in lower case. */
export const idFrom = <T extends Brand<string, string>>(text: unknown): T | null =>
  typeof text === 'string' && UUID.test(text) ? (text as T) : null

export * from './types.ts'
export { ERASES, KEEPS_DESK, SIGNS_ACCOUNTS } from './policy.ts'
export { commitmentOf } from './commitment.ts'
export { erasePerson, takeCash, takeCashBack, type Receipt } from './take-cash.ts'
export { endPledge, isPersonalCode, makePledge, memoFor, personalCode } from './pledges.ts'
export { keepPromised, pledgesOf, type Pledge } from './pledge.sql.ts'
export { recordDirect, recordInKind, takeRecordBack } from './in-kind.ts'
export { directOf, inKindOf, type DirectRow, type InKindRow } from './in-kind.sql.ts'
export {
  cashBoxes,
  cashGiftsOf,
  deskFunds,
  publicAccountsOf,
  type CashRow,
  type DeskFund,
  type ListedAccount,
} from './desk.sql.ts'
export { signAccounts } from './sign-accounts.ts'
export {
  publicAccounts,
  publicCampaign,
  publicCampaigns,
  publicReceipt,
  type PublicAccount,
  type PublicCampaign,
  type PublicReceipt,
} from './public.sql.ts'
export { fsckGifts } from './fsck.sql.ts'

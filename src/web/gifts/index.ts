import { KEEPS_DESK, SIGNS_ACCOUNTS } from '../../gifts/index.ts'
import { get, post, type Pages } from '../routes.ts'
import { showAccounts, showList, signList } from './accounts.tsx'
import { backCash, eraseGiver, showCash, showDesk, takeIn } from './cash.tsx'
import { claimOne, showClaim } from './claim.tsx'
import { recordHelp, showDirect } from './direct.tsx'
import { promise, showCampaign, showCampaigns } from './give.tsx'
import { backRecord, recordThing, showInKind } from './in-kind.tsx'
import { endOne, showPledges } from './pledges.tsx'
import { showReceipt } from './receipt.tsx'

/** What people give: the public pages of campaigns, receipts and accounts, and the desk at which gifts are taken. */
export const giftPages: Pages = [
  get('/give', 'anyone', showCampaigns),
  get('/give/:code', 'anyone', showCampaign),
  post('/give/:code', 'anyone', promise),
  get('/receipts', 'anyone', showClaim),
  post('/receipts', 'anyone', claimOne),
  get('/receipts/:token', 'anyone', showReceipt),
  get('/accounts', 'anyone', showAccounts),
  get('/gifts', KEEPS_DESK, showDesk),
  post('/gifts', KEEPS_DESK, takeIn),
  get('/gifts/in-kind', KEEPS_DESK, showInKind),
  post('/gifts/in-kind', KEEPS_DESK, recordThing),
  get('/gifts/direct', KEEPS_DESK, showDirect),
  post('/gifts/direct', KEEPS_DESK, recordHelp),
  post('/gifts/records/:id/back', KEEPS_DESK, backRecord),
  get('/gifts/pledges', KEEPS_DESK, showPledges),
  post('/gifts/pledges/:id', KEEPS_DESK, endOne),
  get('/gifts/accounts', [...KEEPS_DESK, ...SIGNS_ACCOUNTS], showList),
  post('/gifts/accounts', SIGNS_ACCOUNTS, signList),
  get('/gifts/cash/:id', KEEPS_DESK, showCash),
  post('/gifts/cash/:id/back', KEEPS_DESK, backCash),
  post('/gifts/cash/:id/erase', ['accountant'], eraseGiver),
]

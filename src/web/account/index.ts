import { get, post, type Pages } from '../routes.ts'
import { showAccount, makeToken, endToken, changePassword, setMail } from './account.tsx'
import { showHome } from './home.tsx'
import { markNotices, showNotices } from './notices.tsx'
import { actFor, showSignIn, signIn, signOut } from './sign-in.tsx'
import { endRole, giveRole, makeAccount, setEnabled, setPasswordOf, showAdmin } from './admin.tsx'

/** Who you are: signing in and out, the unit one acts for, tokens, notices, and what administrators keep. */
export const accountPages: Pages = [
  get('/', 'anyone', showHome),
  get('/sign-in', 'anyone', showSignIn),
  post('/sign-in', 'anyone', signIn),
  post('/sign-out', 'anyone', signOut),
  post('/acting', 'signed-in', actFor),
  get('/account', 'signed-in', showAccount),
  post('/account/password', 'signed-in', changePassword),
  post('/account/mail', 'signed-in', setMail),
  post('/account/tokens', 'signed-in', makeToken),
  post('/account/tokens/end', 'signed-in', endToken),
  get('/notices', 'signed-in', showNotices),
  post('/notices', 'signed-in', markNotices),
  get('/admin', ['admin'], showAdmin),
  post('/admin/accounts', ['admin'], makeAccount),
  post('/admin/accounts/enabled', ['admin'], setEnabled),
  post('/admin/accounts/password', ['admin'], setPasswordOf),
  post('/admin/grants', ['admin'], giveRole),
  post('/admin/grants/end', ['admin'], endRole),
]

import { createContext, useContext, type Child } from 'hono/jsx'
import type { Problem } from '../../kernel/index.ts'

/** What a form sent, by name, as its fields ask for it when it is shown again. */
export type Sent = { all(name: string): readonly string[] }

/** A form that was refused: where it was sent, what it held, and what stands against it. */
export type Refusal = { readonly path: string; readonly sent: Sent; readonly problems: readonly Problem[] }

const OnPage = createContext<Refusal | null>(null)

/** What the fields of one form know of it. */
type Around = {
  /** Two forms of a page may have fields of one name: all but the refused one, to which the summary leads, add their own. */
  readonly ids: string
  /** Null where nothing was refused here, or the page lays out what was typed by itself. */
  readonly sent: Sent | null
  /** Null on a page that answers no refusal: then what the page says goes. */
  readonly problems: readonly Problem[] | null
}
const InForm = createContext<Around>({ ids: '', sent: null, problems: null })

/**
 * A page that answers a refused form. Whatever form stands on it at the address that was refused keeps what was typed,
 * with the message beside its field; the other forms stay as they were, also where their fields have the same names.
 */
export const WithRefusal = ({ refusal, children }: { refusal: Refusal | null; children?: Child }) => (
  <OnPage.Provider value={refusal}>{children}</OnPage.Provider>
)

/** Whether the page answers a refusal at all. */
export const answersRefusal = (): boolean => useContext(OnPage) !== null

/** Marks the form that was refused, so that whatever folds it away opens. */
export const REFUSED_MARK = ' data-refused="yes"'

/** Whether this is the form that was refused. Forms at one address, such as a row's, are told apart by what they carry hidden. */
export function isRefused(to: string, hidden: Readonly<Record<string, string>>): boolean {
  const refusal = useContext(OnPage)
  return refusal?.path === to && Object.entries(hidden).every(([name, value]) => refusal.sent.all(name).includes(value))
}

/** Around the fields of a form that sends to this address. */
export const FormFields = ({
  to,
  refused,
  relaid,
  children,
}: {
  to: string
  refused: boolean
  relaid: boolean
  children?: Child
}) => {
  const refusal = useContext(OnPage)
  const around: Around = {
    ids: refused ? '' : `-${/[^/?]*(?=\?|$)/.exec(to)?.[0] ?? ''}`,
    sent: refused && !relaid && refusal ? refusal.sent : null,
    problems: refused && refusal ? refusal.problems : refusal && [],
  }
  return <InForm.Provider value={around}>{children}</InForm.Provider>
}

/** The id of a field's control, so that an error can link to it; `row` for forms with many rows. */
export const fieldId = (name: string, row?: number): string =>
  `f-${name.replace(/[^\w-]+/g, '-')}${row === undefined ? '' : `-${row}`}`

/** The same within the form around it. */
export const idHere = (name: string, row?: number): string => `${fieldId(name, row)}${useContext(InForm).ids}`

/** What stands against the form around a field: of a form that was not refused nothing, whatever the page says. */
export function problemsHere(given: readonly Problem[] = []): readonly Problem[] {
  const { problems } = useContext(InForm)
  return problems?.length === 0 ? [] : given.length > 0 ? given : (problems ?? [])
}

/** All values that the refused form sent under a name. */
export const sentHere = (name: string): readonly string[] | null => useContext(InForm).sent?.all(name) ?? null

/** What a field shows: what was typed into it if its form was refused, else what the page gives it. */
export function valueHere(name: string, row: number | undefined, given: string | null | undefined) {
  const sent = sentHere(name) ?? []
  // Rows may be told apart by their names, or send one name in their order.
  return (sent.length === 1 ? sent[0] : row === undefined ? undefined : sent[row - 1]) ?? given
}

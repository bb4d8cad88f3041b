import { no, problem, yes, type Result } from '../kernel/index.ts'
import { cosignedAt, readCheckpoint, type Checkpoint } from './checkpoint.ts'
import { checkSignature, COSIGNATURE, ED25519, readVerifierKey, type Note, type VerifierKey } from './note.ts'

// C2SP tlog-policy: which logs are trusted, and how many of which witnesses must have seen a checkpoint.

type Witness = { readonly name: string; readonly key: VerifierKey }
type Group = { readonly name: string; readonly needed: number; readonly members: readonly string[] }
/** `quorum` names a witness or a group; null when no witness is asked for. */
export type Policy = {
  readonly logs: readonly VerifierKey[]
  readonly witnesses: readonly Witness[]
  readonly groups: readonly Group[]
  readonly quorum: string | null
}

const POLICY_MAX_LINES = 1000

/** Trusts one log, and asks for no witness. */
export const trusting = (log: VerifierKey): Policy => ({ logs: [log], witnesses: [], groups: [], quorum: null })

type Draft = {
  readonly logs: VerifierKey[]
  readonly witnesses: Witness[]
  readonly groups: Group[]
  readonly members: Set<string>
  quorum: string | null | undefined
}

/** Reads a policy file; a refusal names the line at fault. */
export function readPolicy(text: string): Result<Policy> {
  const draft: Draft = { logs: [], witnesses: [], groups: [], members: new Set(), quorum: undefined }
  const lines = text.split('\n')
  if (lines.length > POLICY_MAX_LINES) return no(problem('tlog.policy-line', { line: POLICY_MAX_LINES }))
  for (const [at, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter(Boolean)
    // oxlint-disable-next-line no-control-regex
    const wrong = /[\u0000-\u0008\u000B-\u001F\u007F]/.test(line)
    if (wrong || (words.length > 0 && !words[0]!.startsWith('#') && !takes(draft, words)))
      return no(problem('tlog.policy-line', { line: at + 1 }, { row: at + 1 }))
  }
  const { logs, witnesses, groups, quorum } = draft
  return quorum === undefined ? no(problem('tlog.policy-no-quorum')) : yes({ logs, witnesses, groups, quorum })
}

/** Takes one line into the draft; false when it is not as the format says. */
function takes(draft: Draft, [word, ...rest]: readonly string[]): boolean {
  switch (word) {
    case 'log':
      return takesLog(draft, rest)
    case 'witness':
      return takesWitness(draft, rest)
    case 'group':
      return takesGroup(draft, rest)
    case 'quorum':
      return takesQuorum(draft, rest)
    default:
      return false
  }
}

const isNamed = ({ witnesses, groups }: Draft, name: string) => [...witnesses, ...groups].some(one => one.name === name)
const isFree = (draft: Draft, name: string | undefined): name is string =>
  name !== undefined && name !== 'none' && !isNamed(draft, name)

/** A key of the wanted type that is not among the others yet, under whatever name. */
function newKey(text: string | undefined, type: number, others: readonly VerifierKey[]): VerifierKey | null {
  const key = readVerifierKey(text ?? '')
  if (!key.ok || key.value.type !== type) return null
  return others.some(other => Buffer.compare(other.bytes, key.value.bytes) === 0) ? null : key.value
}

function takesLog(draft: Draft, [coded, , ...more]: readonly string[]): boolean {
  const key = newKey(coded, ED25519, draft.logs)
  if (!key || more.length > 0) return false
  draft.logs.push(key)
  return true
}

function takesWitness(draft: Draft, [name, coded, , ...more]: readonly string[]): boolean {
  const key = newKey(
    coded,
    COSIGNATURE,
    draft.witnesses.map(one => one.key),
  )
  if (!key || more.length > 0 || !isFree(draft, name)) return false
  draft.witnesses.push({ name, key })
  return true
}

function takesGroup(draft: Draft, [name, count = '', ...members]: readonly string[]): boolean {
  const needed =
    count === 'all' ? members.length : count === 'any' ? 1 : /^[1-9]\d{0,3}$/.test(count) ? Number(count) : Infinity
  // Each name is a member once in the whole file: so no witness counts twice.
  const once = members.every((one, at) => isNamed(draft, one) && !draft.members.has(one) && members.indexOf(one) === at)
  if (!isFree(draft, name) || members.length === 0 || needed > members.length || !once) return false
  for (const one of members) draft.members.add(one)
  draft.groups.push({ name, needed, members })
  return true
}

function takesQuorum(draft: Draft, [name, ...more]: readonly string[]): boolean {
  if (draft.quorum !== undefined || name === undefined || more.length > 0) return false
  if (name !== 'none' && !isNamed(draft, name)) return false
  draft.quorum = name === 'none' ? null : name
  return true
}

export type Seen = { readonly witness: string; readonly at: Date }
export type Trusted = { readonly checkpoint: Checkpoint; readonly log: string; readonly seen: readonly Seen[] }

/** Whether a checkpoint is signed by a trusted log and was seen by enough witnesses; by whom, and when. */
export function checkPolicy(note: Note, policy: Policy): Result<Trusted> {
  const checkpoint = readCheckpoint(note.text)
  if (!checkpoint.ok) return checkpoint
  const { origin } = checkpoint.value
  const known = policy.logs.filter(log => log.name === origin)
  if (known.length === 0) return no(problem('tlog.other-log', { origin }))
  const signed = known.map(log => checkSignature(note, log))
  const refusal = signed.find(one => !one.ok && one.problem.kind === 'tlog.signature-wrong')
  if (refusal && !refusal.ok) return refusal
  if (!signed.some(one => one.ok)) return no(problem('tlog.not-signed', { name: origin }))
  const seen: Seen[] = []
  for (const { name, key } of policy.witnesses) {
    const time = cosignedAt(note, key)
    if (!time.ok) return time
    if (time.value) seen.push({ witness: name, at: time.value })
  }
  return isSeen(policy, new Set(seen.map(one => one.witness)))
    ? yes({ checkpoint: checkpoint.value, log: origin, seen })
    : no(problem('tlog.too-few-witnesses', { seen: seen.length, quorum: policy.quorum ?? '' }))
}

/** Groups stand after their members, so one walk through them is enough. */
function isSeen({ groups, quorum }: Policy, seen: Set<string>): boolean {
  for (const { name, needed, members } of groups)
    if (members.filter(one => seen.has(one)).length >= needed) seen.add(name)
  return quorum === null || seen.has(quorum)
}

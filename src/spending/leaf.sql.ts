import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { commitmentOf } from '../gifts/index.ts'

export type LeafDraft = {
  readonly kind: 'allocation' | 'payment' | 'correction'
  readonly subject: string
  readonly parts: readonly (string | null)[]
}

/** A pending leaf for each of these, in this command's transaction. The database draws the salts (2 × 122 random bits). */
export async function writeLeaves(tx: Tx, by: Acting, leaves: readonly LeafDraft[]): Promise<void> {
  if (leaves.length === 0) return
  const { rows } = await sql<{ salt: Uint8Array }>`
    select uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) as salt from generate_series(1, ${leaves.length})`.execute(
    tx,
  )
  const drafts = leaves.map(({ kind, subject, parts }, at) => {
    const salt = new Uint8Array(rows[at]!.salt)
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
    return { kind, subject, salt: hex(salt), commitment: hex(commitmentOf(salt, [kind, subject, ...parts])) }
  })
  await sql`insert into leaf (realm, kind, subject_id, commitment, salt, command_id, recorded_at)
    select ${by.actor.realm}, kind, subject, decode(commitment, 'hex'), decode(salt, 'hex'), ${by.command}, ${by.now}
    from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as l(kind text, subject uuid, salt text, commitment text)`.execute(
    tx,
  )
}

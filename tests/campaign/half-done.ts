import { sql } from 'kysely'
import type { Database } from '../../server/tools/database/tables.ts'

/** Each asks for what must never stand alone; what it finds is half done. The text of the query runs on both engines. */
const questions: Record<string, string> = {
  'a session without its line in the audit': `select s.id from sessions s where not exists (select 1 from audit a where a.event = 'signed-in'
      and a.person_id = s.person_id and a.data like '%' || s.id || '%')`,
  'a sign-in in the audit without its session': `select a.id from audit a where a.event = 'signed-in' and not exists (select 1 from sessions s
      where s.person_id = a.person_id and a.data like '%' || s.id || '%')`,
  'a session without its machine': `select s.id from sessions s where not exists (select 1 from machines m where m.id = s.machine_id)`,
  // What is gone is named no more by the session: what was forgotten is told by whose it was.
  'a session whose connection is gone, and nobody forgot it': `select s.id from sessions s where not exists (select 1 from connections c where c.id = s.connection_id)
      and not exists (select 1 from audit a where a.person_id = s.person_id and a.event = 'connection-forgotten'
        and a.data like '%' || coalesce(s.connection_id, '') || '%')
      and not exists (select 1 from audit a where a.event = 'machine-revoked'
        and a.data like '%' || s.machine_id || '%')`,
  'a code that was taken, and the sign-in did not move on': `select c.id from challenges c join sign_ins i on i.id = c.sign_in_id
      where c.purpose = 'sign-in' and c.consumed_at is not null and i.proved_at is null`,
  'a sign-in by code that is done without a session': `select i.id from sign_ins i where i.state = 'done' and i.proved_at is not null
      and not exists (select 1 from sessions s where s.person_id = i.person_id and s.created_at >= i.created_at)`,
  'more sessions than sign-ins that ended in one': `select p.id from people p where (select count(*) from sessions s where s.person_id = p.id) <>
      (select count(*) from audit a where a.person_id = p.id and a.event = 'signed-in')`,
  'a code that was asked for without a message in the outbox, or the other way around': `select p.id from people p where
      (select count(*) from challenges c where c.person_id = p.id and c.sent_steps <> '') <>
      (select count(*) from messages m where m.person_id = p.id and m.kind = 'code')`,
  'a changed password without its notice': `select a.id from audit a where a.event = 'password-changed' and
      (select count(*) from audit b where b.event = a.event and b.person_id = a.person_id) <>
      (select count(*) from messages m where m.person_id = a.person_id and m.kind = 'password-changed')`,
  'a reset without its grant': `select a.id from audit a where a.event = 'two-factor-reset' and
      (select count(*) from audit b where b.event = a.event and b.person_id = a.person_id) <>
      (select count(*) from reset_grants g where g.person_id = a.person_id)`,
  'a spent reset without what spent or ended it': `select g.id from reset_grants g where g.spent_at is not null
      and not exists (select 1 from audit a where a.person_id = g.person_id and a.at >= g.opened_at
        and a.event in ('set-up-finished', 'person-deactivated', 'sign-in-reported'))
      and not exists (select 1 from reset_grants h where h.person_id = g.person_id and h.opened_at > g.opened_at)
      and not exists (select 1 from audit a where a.event in ('epoch-begun', 'backup-restored'))`,
  'a finished set-up without a way to confirm': `select p.id from people p where p.set_up_at is not null
      and not exists (select 1 from factors f where f.person_id = p.id)`,
}

/** A sentence for each half-done thing in the database. */
export async function halfDone(database: Database): Promise<string[]> {
  const found: string[] = []
  for (const [what, question] of Object.entries(questions)) {
    const { rows } = await sql.raw<{ id: string }>(question).execute(database)
    found.push(...rows.map(({ id }) => `${what}: ${id}`))
  }
  return found
}

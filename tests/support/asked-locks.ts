import { Client } from 'pg'

/** PostgreSQL notes from now on what is asked of a database; for connections that are opened after this. */
export async function noteStatements(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  await asked(url, `alter database ${name} set log_statement = 'all'`)
  await asked(url, `alter database ${name} set log_min_messages = 'log'`)
}

/** For each transaction the tables of which it locked rows, in the order in which it first did. */
export async function lockedTables(url: string): Promise<string[][]> {
  const name = new URL(url).pathname.slice(1)
  const text = await asked(url, "select pg_read_file('log/statements.log') as text")
  const transactions = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const noted = /^(\w+)\|([^|]+)\|LOG: {2}(?:execute [^:]*|statement): (.*)$/.exec(line)
    const [, database, transaction, statement] = noted ?? []
    const table = statement && locked(statement)
    if (database !== name || !transaction || !table) continue
    const before = transactions.get(transaction) ?? []
    transactions.set(transaction, before)
    if (!before.includes(table)) before.push(table)
  }
  return [...transactions.values()]
}

/** The table of which a statement locks rows that others may want. */
function locked(statement: string): string | undefined {
  const changed = /^(?:update|delete from) "(\w+)"/.exec(statement)
  if (changed) return changed[1]
  // A machine is inserted under a token that nobody else has yet.
  if (/^insert into "(?!machines).* on conflict .* do update/.test(statement))
    return /^insert into "(\w+)"/.exec(statement)?.[1]
  return / for (?:no key )?update/.test(statement) ? / from "(\w+)"/.exec(statement)?.[1] : undefined
}

async function asked(url: string, question: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(question)
    return rows[0]?.text ?? ''
  } finally {
    await client.end()
  }
}

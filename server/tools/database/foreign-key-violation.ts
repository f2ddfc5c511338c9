/** Was this thrown because a row names another that is not there? */

const postgresForeignKeyViolation = '23503'
const sqliteConstraintForeignKey = 787

export function isForeignKeyViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  return code === postgresForeignKeyViolation || errcode === sqliteConstraintForeignKey
}

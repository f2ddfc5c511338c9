/** Was this thrown because a unique constraint stands in the way? */

const postgresUniqueViolation = '23505'
const sqliteConstraintUnique = 2067

export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  return code === postgresUniqueViolation || errcode === sqliteConstraintUnique
}

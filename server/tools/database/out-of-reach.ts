/** Is this the database being away, full or held up, so that trying again later may help? Or is it a fault of ours? */

/**
 * SQLSTATEs, whole or by class (PostgreSQL manual, appendix A): connections (08), resources such as disk, memory and
 * connections (53), shutdown and cancellation (57), the system beneath (58), locks that were not had (55P03), a deadlock,
 * a transaction that stood still for too long (25P03), and a server that has become a standby (25006).
 */
const postgresClasses: readonly string[] = ['08', '53', '57', '58']
const postgresStates: readonly string[] = ['25006', '25P03', '40001', '40P01', '55P03']

/** Primary result codes of SQLite: busy, locked, out of memory, read-only, I/O error, disk full, cannot open. */
const sqliteCodes: readonly number[] = [5, 6, 7, 8, 10, 13, 14]

/** How Node says that the other end is not there. */
const networkCodes =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/

/** The pool and its connections give these no code. */
const poolWords = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/

export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errcode, syscall, message } = error as Error & Record<'code' | 'errcode' | 'syscall', unknown>
  if (code === 'ERR_SQLITE_ERROR') return sqliteCodes.includes(Number(errcode) & 0xff)
  if (poolWords.test(message)) return true
  if (typeof code !== 'string') return false
  if (/^[0-9A-Z]{5}$/.test(code) && !networkCodes.test(code))
    return postgresClasses.includes(code.slice(0, 2)) || postgresStates.includes(code)
  // A file that is missing has the same name, and is our fault; a socket that is missing is not.
  return networkCodes.test(code) && (code !== 'ENOENT' || syscall === 'connect')
}

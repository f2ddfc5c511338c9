/** Against what is a password held that somebody signs in with? Their own; where they have none, the one on paper while it lives. */
interface Hashes {
  passwordHash: string | null
  passwordClosedAt: Date | null
  firstPassword: { hash: string; until: Date } | null
}

export function hashThatCounts(
  { passwordHash, passwordClosedAt, firstPassword }: Hashes,
  now: Date,
): string | null {
  if (passwordHash !== null) return passwordClosedAt === null ? passwordHash : null
  return firstPassword && firstPassword.until > now ? firstPassword.hash : null
}

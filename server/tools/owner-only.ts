import { chmodSync, existsSync } from 'node:fs'

/** Another user owns the file, or nobody may change anything there: whoever put it there has seen to it. */
const notOurs = new Set(['EPERM', 'EROFS'])

/** A file that holds what is nobody else's is read and written by its owner alone, also where an older version or a copy left it open. */
export function keepToOwner(path: string): void {
  if (!existsSync(path)) return
  try {
    chmodSync(path, 0o600)
  } catch (fault) {
    if (!notOurs.has((fault as NodeJS.ErrnoException).code ?? '')) throw fault
  }
}

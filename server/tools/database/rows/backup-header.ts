/** The first line of a backup: what it is, readable by anybody, before anything in it is trusted. */
import { z } from 'zod'

const headerShape = z.object({
  doorward: z.literal('backup'),
  format: z.number(),
  /** The newest migration of the database it was made from. */
  schema: z.string(),
  engine: z.string(),
  epoch: z.number(),
  madeAt: z.iso.datetime(),
  /** Of the sealing keys; all of them are needed. */
  keys: z.array(z.string()),
})

export type BackupHeader = z.infer<typeof headerShape>

export const backupFormat = 1

/** Longer first lines are none of ours. */
export const longestHeader = 4096

/** Undefined where this is no backup at all. */
export function readHeader(line: string): BackupHeader | undefined {
  try {
    return headerShape.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

import { z } from 'zod'

/** A page of a long list: `after` is the `next` of the page before; its text means nothing to the caller. */
export const PageQuery = {
  after: z.string().min(1).max(200).optional(),
  /** Rows of a page, 1 to 100; 50 when absent. Travels as text, being part of the address. */
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/)
    .optional(),
}

/** Null where nothing follows. */
export const Next = z.string().nullable()

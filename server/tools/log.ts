import { type Logger, pino } from 'pino'

/** Structured lines on standard output; never a secret, never a body. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'code', 'token', '*.password', '*.code', '*.token', 'req.headers.cookie'],
  })
}

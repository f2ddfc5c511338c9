import { type DestinationStream, type Logger, pino } from 'pino'

/** Structured lines on standard output; never a secret, never a body. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** @param to standard output when absent */
export function openLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'code', 'token', '*.password', '*.code', '*.token', 'req.headers.cookie'],
  }
  return to ? pino(options, to) : pino(options)
}

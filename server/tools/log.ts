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
  return pino(options, to ?? standardOutput())
}

/** Bytes of lines that wait while the disk is full; later ones are lost. */
const mostWaiting = 1024 * 1024

/** Where it cannot be written the work goes on; the last flush, at the end, would then try for ever. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, maxLength: mostWaiting })
  const { flushSync } = output
  output.on('error', () => {
    output.flushSync = () => {}
  })
  output.on('drain', () => {
    output.flushSync = flushSync
  })
  return output
}

import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The environment in which a process sees another time of day. @param by as libfaketime writes it: `+150s`, `-1h` */
export function shifted(by: string): Record<string, string> {
  return { ...preload(), FAKETIME: by }
}

/** The same, but the shift is read from a file again and again, so that the clock can jump while the process runs. */
export function shiftedBy(file: string): Record<string, string> {
  return { ...preload(), FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' }
}

/** @param by `+1h`, `-3m`; always against the true time */
export function jumpTo(file: string, by: string): void {
  writeFileSync(file, `${by}\n`)
}

/** Timers keep their pace: only the time of day is another one. */
function preload(): Record<string, string> {
  const lib = '/usr/lib'
  const found = readdirSync(lib)
    .map((name) => join(lib, name, 'faketime'))
    .flatMap((folder) => folderFiles(folder).map((name) => join(folder, name)))
    .find((path) => path.endsWith('libfaketimeMT.so.1'))
  if (!found) throw new Error('libfaketime is not installed: sudo apt-get install faketime')
  return { LD_PRELOAD: found, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
}

function folderFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

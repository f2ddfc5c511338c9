import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { takeStock } from './aftermath.ts'
import { dice } from './dice.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { openLedger } from './ledger.ts'
import { type Office, openOffice } from './office.ts'
import type { ServerProcess } from './server-process.ts'
import { crowd, untilMore } from './story.ts'
import { openWitness, type Witness } from './witness.ts'

const places = 8

/** A disk that can be made to fail and to work again under a running server. */
interface Disk {
  name: string
  /** What the server's environment must hold. */
  environment: Record<string, string>
  /** Where the database goes; null for any folder. */
  folder: string | null
  fail(server: ServerProcess): void
  mend(server: ServerProcess): void
  remove(): void
}

export type DiskName = 'full' | 'write-errors' | 'sync-errors'

const disks: Record<DiskName, () => Disk> = {
  full: () => (mayMount() ? smallDisk() : injected('disk full (ENOSPC injected)', 'posix/io/rw/pwrite', 28)),
  'write-errors': () => injected('I/O errors at writing', 'posix/io/rw/pwrite', 5),
  'sync-errors': () => injected('I/O errors at fsync', 'posix/io/sync/*', 5),
}

/** The disk under SQLite fails under load for a second at a time, and works again. */
export async function failingDisk(name: DiskName, injection: Injection): Promise<FaultResult> {
  const disk = disks[name]()
  const result = emptyResult(disk.name)
  try {
    const office = await openOffice({
      people: 40 + 60 * injection.times,
      ...(disk.folder && { folder: disk.folder }),
    })
    try {
      await rounds({ office, disk }, result, injection)
    } finally {
      await office.close()
    }
  } finally {
    disk.remove()
  }
  return result
}

async function rounds(
  { office, disk }: { office: Office; disk: Disk },
  result: FaultResult,
  { seed, times }: Injection,
): Promise<void> {
  const fate = dice(seed)
  let isOver = false
  const cast = { office, ledger: openLedger(), witness: openWitness(), dice: fate, isOver: () => isOver }
  const server = await office.start(disk.environment)
  const load = crowd(cast, places)
  for (let round = 0; round < times; round++) {
    await untilMore(cast, fate.between(30, 120))
    disk.fail(server)
    await pause(fate.between(500, 1000))
    await untilMet(cast.witness)
    disk.mend(server)
    result.injected++
  }
  await untilMore(cast, 60)
  isOver = true
  await load
  await takeStock(cast, server, result)
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(
    office.world.database,
  )
  const found = rows.map((row) => row.integrity_check).join('; ')
  if (found !== 'ok') result.wrong.push(`the database is damaged: ${found}`)
  result.saw.push(`pragma integrity_check: ${found}`)
}

/** Where the machine is slow nobody may have asked while the disk failed: it goes on failing until somebody was told. */
async function untilMet({ seen }: Pick<Witness, 'seen'>): Promise<void> {
  for (const until = performance.now() + 120_000; performance.now() < until; await pause(20))
    if (seen.has('503 unavailable')) return
}

const mayMount = () => process.getuid?.() === 0 && canMount()

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-disk-'))
  try {
    mount(folder)
    unmount(folder)
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const mount = (folder: string) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', folder], { stdio: 'ignore' })
const unmount = (folder: string) => execFileSync('umount', ['-l', folder], { stdio: 'ignore' })

/** A file system of 32 MB; another file takes what is left of it. */
function smallDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-disk-'))
  mount(folder)
  const filler = join(folder, 'filler')
  const remove = () => {
    process.off('exit', remove)
    unmount(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return {
    name: 'disk full',
    environment: {},
    folder,
    fail: () => fillUp(filler),
    mend: () => rmSync(filler, { force: true }),
    remove,
  }
}

function fillUp(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(4096))
  } catch {
    // No space is left: that is what was wanted.
  } finally {
    closeSync(file)
  }
}

/** Every third of these calls of the server fails. @param errno as in errno.h: 5 is an I/O error, 28 a full disk */
function injected(name: string, point: string, errno: number): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-fiu-'))
  const prefix = join(folder, 'ctrl')
  const tell = ({ pid }: ServerProcess, command: string) =>
    execFileSync('fiu-ctrl', ['-f', prefix, '-c', command, String(pid)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  return {
    name,
    environment: {
      LD_PRELOAD: '/usr/lib/fiu/fiu_run_preload.so /usr/lib/fiu/fiu_posix_preload.so',
      FIU_CTRL_FIFO: prefix,
    },
    folder: null,
    fail: (server) => tell(server, `enable_random name=${point},probability=0.3,failinfo=${errno}`),
    mend: (server) => tell(server, `disable name=${point}`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

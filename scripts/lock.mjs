import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const mostMinutes = 20

/** One at a time in one checkout. A lock whose owner is gone (killed, power cut) is taken over. */
export async function withLock(root, work) {
  const folder = join(root, '.pids')
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'prepare')
  await take(lock)
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

async function take(lock) {
  const mine = `${lock}.${process.pid}`
  const until = Date.now() + mostMinutes * 60_000
  writeFileSync(mine, owner(process.pid))
  try {
    for (let said = false; !linked(mine, lock); said = true) {
      if (Date.now() > until)
        throw new Error(`Another start still holds ${lock} after ${mostMinutes} minutes.`)
      if (!takenOver(lock) && !said)
        console.error('Another start is preparing this checkout; waiting for it.')
      await pause(200)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Linking a finished file is atomic: there is never a lock without its owner's name in it. */
function linked(mine, lock) {
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function takenOver(lock) {
  const held = read(lock)
  if (held === null || owner(held.split(' ')[0]) === held) return held === null
  const aside = `${lock}.${process.pid}.left`
  try {
    renameSync(lock, aside)
    // Between reading and renaming somebody else may have taken over: then what was moved is theirs, and goes back.
    if (read(aside) !== held) linkSync(aside, lock)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
  rmSync(aside, { force: true })
  return true
}

/** A process by its number and the moment it began, since numbers are used again; empty when it is gone. */
function owner(pid) {
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if (error.code !== 'EPERM') return ''
  }
  const stat = read(`/proc/${pid}/stat`)
  const began = stat === null ? '' : stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return `${pid} ${began}`
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

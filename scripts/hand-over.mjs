import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const patience = 2000

/** Runs `file` under `node` in our place: our input and output, our stop signals, its exit code. */
export function handOver(node, file, args, { mode, keyboard, environment }) {
  const env = { ...environment, ...process.env, ...mode }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: [keyboard ? 'inherit' : 'ignore', 'inherit', 'inherit'],
    env,
    // A group of its own: Ctrl-C reaches us from the terminal and again from npm, and must reach the child once.
    detached: !keyboard,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn(child, { keyboard }))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (!keyboard) signalGroup(child, 'SIGTERM')
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

/** The first signal asks the child to stop; one that comes after some patience ends it and all it started. */
function passOn(child, { keyboard }) {
  let firstAt
  return (signal) => {
    // With a terminal the child hears Ctrl-C by itself.
    if (keyboard && signal === 'SIGINT' && process.stdin.isTTY) return
    if (firstAt === undefined) {
      firstAt = Date.now()
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    } else if (Date.now() - firstAt > patience) {
      if (keyboard) child.kill('SIGKILL')
      else signalGroup(child, 'SIGKILL')
    }
  }
}

/** The group outlives its first process when something was left behind; an empty group is no fault. */
function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

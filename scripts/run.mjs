import { spawn } from 'node:child_process'

/** Runs one program to its end with our own output, passing a stop signal on; throws when it fails. */
export async function run(program, args, { env = process.env, cwd, output = 'inherit' } = {}) {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', output, 'inherit'] })
  const stop = (signal) => child.kill(signal)
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    const [code, signal] = await new Promise((resolve, reject) => {
      child.on('error', reject).on('exit', (...end) => resolve(end))
    })
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${signal ?? code}.`)
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

// The first import of go.mjs: what comes after it does not so much as load on an older Node.

/** Why this Node cannot build Doorward, as a sentence; null where it can. */
export function nodeFault(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 18)) return null
  return `Doorward needs Node 20.18 or newer, and this is ${version}. Take one from https://nodejs.org/en/download or, on Debian, from https://github.com/nodesource/distributions.`
}

const fault = nodeFault(process.versions.node)
if (fault) {
  console.error(fault)
  process.exit(1)
}

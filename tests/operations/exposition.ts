/** Prometheus' text format, version 0.0.4: read strictly, so that what Prometheus would refuse is seen here. */

export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

export interface Family {
  type: string
  help: string
  samples: Sample[]
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/
const labelPart = /([a-zA-Z_]\w*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/y

/** By name. Throws where a line is none of the format, a family has no type, or a sample stands twice. */
export function readExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  for (const line of text.split('\n')) {
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    const family = families.get(name) ?? { type: '', help: '', samples: [] }
    if (word === 'HELP') families.set(name, { ...family, help: rest })
    else if (word === 'TYPE') families.set(name, { ...family, type: rest })
    else if (line !== '') {
      const sample = readSample(line)
      const key = JSON.stringify([sample.name, sample.labels])
      if (seen.has(key)) throw new Error(`twice: ${line}`)
      seen.add(key)
      familyOf(families, sample.name).samples.push(sample)
    }
  }
  return families
}

function familyOf(families: ReadonlyMap<string, Family>, name: string): Family {
  const found = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''))
  if (!found?.type) throw new Error(`no type for ${name}`)
  return found
}

function readSample(line: string): Sample {
  const [, name, labels, text = ''] = sampleLine.exec(line) ?? []
  // As Go reads it, in which Prometheus is written: NaN in any case, and infinity by its short name.
  const value = /^nan$/i.test(text) ? Number.NaN : Number(text.replace(/^([+-]?)Inf$/, '$1Infinity'))
  if (!name || (Number.isNaN(value) && !/^nan$/i.test(text))) throw new Error(`no sample: ${line}`)
  return { name, labels: readLabels(labels ?? ''), value }
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  labelPart.lastIndex = 0
  while (labelPart.lastIndex < text.length) {
    const found = labelPart.exec(text)
    if (!found) throw new Error(`no labels: ${text}`)
    labels[found[1]!] = found[2]!
  }
  return labels
}

/** The value of one sample; 0 where nothing of it was counted yet. */
export function valueIn(
  families: ReadonlyMap<string, Family>,
  name: string,
  labels: Record<string, string> = {},
): number {
  const wanted = Object.entries(labels)
  const samples = familyOf(families, name).samples.filter((sample) => sample.name === name)
  const found = samples.filter((sample) => wanted.every(([label, value]) => sample.labels[label] === value))
  return found.reduce((sum, { value }) => sum + value, 0)
}

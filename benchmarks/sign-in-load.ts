// Signs people in on many connections, in a process of its own; told what to do by its parent, see sign-in-loader.ts.
import { type Asker, openAsker } from './asker.ts'
import { catchCodes } from './codes.ts'
import { peopleOf } from './people.ts'
import type { Round, RoundResult } from './sign-in-loader.ts'
import { becomeRemembered, type Product, signIns } from './ways.ts'

const people = peopleOf(0)
const codes = await catchCodes()
type Jar = Map<string, string>

/** The cookies of each person, by server: whoever is remembered stays so from round to round. */
const jars = new Map<string, Jar[]>()

process.on('message', (round: Round) => {
  run(round).then(
    (result) => process.send!(result),
    (error: Error) => process.send!({ fault: error.message } satisfies RoundResult),
  )
})
process.on('disconnect', () => process.exit(0))
process.send!(codes.smtpPort)

async function run(round: Round): Promise<RoundResult> {
  const askers = Array.from({ length: round.connections }, () => openAsker(round.url))
  const next = round.way === 'remembered' ? await rememberedOnes(round, askers) : strangers(round)
  let left = round.signIns
  const began = performance.now()
  await Promise.all(
    askers.map(async (asker) => {
      while (left-- > 0) await next(asker)
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const asker of askers) asker.close()
  return { seconds }
}

type Next = (asker: Asker) => Promise<void>

/** Each comes once, in a browser that has no cookies. */
function strangers({ product, way, from }: Round): Next {
  let person = from
  return (asker) => {
    asker.cookies = new Map()
    return signIns[product][way]({ asker, codes, people }, person++)
  }
}

/** Each comes again and again with the cookies of their own browser, one after the other. */
async function rememberedOnes(round: Round, askers: readonly Asker[]): Promise<Next> {
  const { url, product, connections, remembered = connections } = round
  const kept = jars.get(url) ?? (await prove(product, remembered, askers))
  jars.set(url, kept)
  const waiting = [...kept.keys()]
  return async (asker) => {
    const person = waiting.shift()!
    asker.cookies = kept[person]!
    await signIns[product].remembered({ asker, codes, people }, person)
    waiting.push(person)
  }
}

async function prove(product: Product, count: number, askers: readonly Asker[]): Promise<Jar[]> {
  const made = Array.from({ length: count }, (): Jar => new Map())
  let next = 0
  await Promise.all(
    askers.map(async (asker) => {
      while (next < count) {
        const person = next++
        asker.cookies = made[person]!
        await becomeRemembered(product, { asker, codes, people }, person)
      }
    }),
  )
  return made
}

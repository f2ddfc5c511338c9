/** Decides which lines of a forecast are told, in which order, and which of them warn. */

import type { Forecast, LockedOutPerson, Outcomes } from '../../../contract/api/forecast.ts'
import { methods, type PreferenceCode } from '../../../contract/words.ts'
import { forecastWords } from '../../words/forecast.ts'

/** Changes of these can lock people out, so they are looked at before they are saved (R10.1). */
const foreseen: readonly PreferenceCode[] = ['2FA', 'UMA', '2FAMETHODS']

export function isForeseen(code: PreferenceCode): boolean {
  return foreseen.includes(code)
}

/** "If you turn this on now", "If you save this now". */
export function forecastTitle(value: string): string {
  const { titles } = forecastWords
  return value.toLowerCase() === 'on' ? titles.on : titles.save
}

export interface Warning {
  key: string
  text: string
  /** Whom to help; empty where nothing can be mended here. */
  people: readonly LockedOutPerson[]
  /** Where there are more than `people`. */
  count: number
  /** Id of the location that the line is about. */
  location: string | null
}

/** How people will fare, without those who could not sign in. */
export function plainLines({ onNewComputer }: Pick<Forecast, 'onNewComputer'>): string[] {
  const { askedBy, setUp, letIn, lockedOut } = onNewComputer
  const lines = methods.toReversed().flatMap((method) => {
    const count = askedBy[method] ?? 0
    return count > 0 ? [forecastWords.asked[method](count)] : []
  })
  if (setUp > 0) lines.push(forecastWords.setUp(setUp))
  if (letIn > 0) lines.push(forecastWords.letIn(letIn))
  if (lockedOut.count === 0) lines.push(forecastWords.nobodyLockedOut)
  return lines
}

/** So many locations are named. */
const mostLocations = 10

export function warnings(forecast: Forecast): Warning[] {
  const { onNewComputer, onOwnComputer, lockedOutLocations, textServiceMissing } = forecast
  const { count, first } = onNewComputer.lockedOut
  return [
    ...(count > 0
      ? [
          {
            key: 'people',
            text: lockedOutText(onNewComputer, onOwnComputer),
            people: first,
            count,
            location: null,
          },
        ]
      : []),
    ...lockedOutLocations.first.slice(0, mostLocations).map(({ id, name, people }) => ({
      key: id,
      text: forecastWords.location(name),
      people: first.filter(({ location }) => location?.id === id),
      count: people,
      location: id,
    })),
    ...tail(lockedOutLocations.count - Math.min(lockedOutLocations.first.length, mostLocations)),
    ...(textServiceMissing ? [told('text-service', forecastWords.textServiceMissing)] : []),
  ]
}

function tail(more: number): Warning[] {
  return more > 0 ? [told('more', forecastWords.moreLocations(more))] : []
}

const told = (key: string, text: string): Warning => ({ key, text, people: [], count: 0, location: null })

/** One reason is named where it is everybody's. */
function lockedOutText({ lockedOut }: Outcomes, own: Outcomes): string {
  const remedies = new Set(lockedOut.first.map(({ remedy }) => remedy))
  const [remedy] = remedies
  const why = remedies.size === 1 && remedy ? forecastWords.why[remedy] : null
  const text = forecastWords.lockedOut(lockedOut.count, why)
  const ownCount = own.lockedOut.count
  if (ownCount === 0) return text
  return `${text} ${forecastWords.ownToo(ownCount, ownCount === lockedOut.count)}`
}

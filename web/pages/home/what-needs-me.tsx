import { Link } from '@tanstack/react-router'
import type { Forecast } from '../../../contract/api/forecast.ts'
import { useConcerns } from '../../data/concerns.ts'
import { useForecast } from '../../data/forecast.ts'
import { Notice } from '../../parts/layout/notice.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import { forecastWords } from '../../words/forecast.ts'
import style from './home.module.css'

const say = forecastWords.home
/** Nothing is changed: the forecast of how it is. */
const asItIs = {}
/** So many locations are named here; the preferences tell of all. */
const most = 5

/** What an administrator should mend before somebody stands before a closed door. */
export function WhatNeedsMe({ mayMend }: { mayMend: boolean }) {
  const forecast = useForecast(asItIs)
  const server = useConcerns()
  const error = forecast.error ?? server.error
  if (!forecast.data || !server.data) return error ? <Trouble error={error} /> : <Waiting />
  const concerns = server.data.concerns.map(({ sentence }) => ({ text: sentence, search: null }))
  const needs = [...concerns, ...needsOf(forecast.data)]
  if (needs.length === 0) return <p className="soft">{words.home.noMessages}</p>
  return (
    <ul className={style.needs}>
      {needs.map(({ text, search }) => (
        <li key={text}>
          <Notice kind="warning">
            <p>{text}</p>
            {mayMend && search && (
              <Link
                className="link"
                to="/administration/users"
                search={search}
                aria-label={say.remedyLabel(text)}
              >
                {say.mend}
              </Link>
            )}
          </Notice>
        </li>
      ))}
    </ul>
  )
}

/** Locations first; people only where no location says it already. */
function needsOf({ onNewComputer: { lockedOut }, lockedOutLocations, textServiceMissing }: Forecast) {
  const onlyPhones = lockedOut.first.every(({ remedy }) => remedy === 'cell-phone')
  const state = onlyPhones ? ({ state: 'no-cell-phone' } as const) : {}
  const locations = lockedOutLocations.first.slice(0, most).map(({ id, name }) => ({
    text: say.location(name),
    search: { location: id, ...state },
  }))
  const elsewhere = lockedOut.count > 0 && locations.length === 0
  return [
    ...locations,
    ...(elsewhere ? [{ text: say.people(lockedOut.count), search: state }] : []),
    ...(textServiceMissing ? [{ text: forecastWords.textServiceMissing, search: null }] : []),
  ]
}

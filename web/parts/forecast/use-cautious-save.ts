import { type FormEvent, useState } from 'react'
import type { Preference } from '../../../contract/api/preferences.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import { useForecast } from '../../data/forecast.ts'
import { useSavePreference } from '../../data/preferences.ts'
import { isForeseen } from './forecast-lines.ts'

/** Saves a preference; where the change could lock people out, only once the forecast stands there (R10.1, R10.2). */
export function useCautiousSave({ code, value: saved }: Preference, value: string) {
  const [confirmation, setConfirmation] = useState('')
  const isChanged = value !== saved
  const proposed = isChanged && isForeseen(code) ? { [code]: value } : null
  const forecast = useForecast(proposed)
  const save = useSavePreference()
  const [savedOver, setSavedOver] = useState(forecast.data)
  // Another forecast than at the refusal knows better: what locked one out may have been mended since.
  const isRefusal = failureCode(save.error) === 'confirmation-needed'
  const wasRefused = isRefusal && savedOver === forecast.data
  const isLooking = proposed !== null && forecast.isPending
  const mustConfirm = isChanged && (forecast.data?.locksOutYou === true || wasRefused)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (save.isPending || isLooking) return
    setSavedOver(forecast.data)
    save.mutate(
      { code, value, ...(mustConfirm && { confirmation }) },
      { onSuccess: () => setConfirmation('') },
    )
  }

  return {
    submit,
    isChanged,
    isLooking,
    isPending: save.isPending,
    isSaved: save.isSuccess && !isChanged,
    /** A missing confirmation stands at its field. */
    error: isRefusal ? null : save.error,
    /** What stands beside Save; null while nothing is at stake. */
    before: proposed !== null || mustConfirm ? { proposed, value, forecast } : null,
    confirm: mustConfirm ? { value: confirmation, onChange: setConfirmation, isWrong: wasRefused } : null,
  }
}

export type CautiousSave = ReturnType<typeof useCautiousSave>

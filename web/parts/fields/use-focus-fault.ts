import { type RefObject, useEffect } from 'react'

/** After a refusal the focus stands in the first field that cannot be used. */
export function useFocusFault(form: RefObject<HTMLFormElement | null>, error: unknown): void {
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [form, error])
}

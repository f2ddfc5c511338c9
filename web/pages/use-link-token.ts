import { useEffect, useState } from 'react'

/** The token of the link that was opened: all that stands behind the number sign. It leaves the address bar at once. */
export function useLinkToken(): string {
  const [token] = useState(() => window.location.hash.slice(1))
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), [])
  return token
}

import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/Loader.css'
import '@mantine/core/styles/Button.css'
import '@mantine/core/styles/Input.css'
import './look/look.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Session } from '../contract/api/session.ts'
import { createQueryClient } from './data/call/query-client.ts'
import { theme } from './look/theme.ts'
import { drafts } from './parts/fields/drafts.ts'
import { router } from './routes.tsx'

/** Set by the server for this one answer. */
const told = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? ''

/** The content security policy refuses style tags without it. */
const nonce = told('csp-nonce')

/** Another name of this server: nothing that is sent from here would be taken. What a link brings after `#` goes along. */
const publicUrl = told('public-url')
if (publicUrl.startsWith('http') && publicUrl !== window.location.origin)
  window.location.replace(publicUrl + window.location.href.slice(window.location.origin.length))

function toSignIn() {
  const { pathname, search } = window.location
  if (pathname.startsWith('/sign-in')) return
  const from = pathname === '/' ? {} : { returnTo: pathname + search }
  const person = queryClient.getQueryData<Session>(['session'])?.person
  if (person) drafts.hold(person.id, pathname)
  queryClient.clear()
  void router.navigate({
    to: '/sign-in',
    search: { ...from, ...(person && { ended: true }) },
    replace: true,
  })
}

const queryClient = createQueryClient(toSignIn)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

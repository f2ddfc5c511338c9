import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { failureCode } from './call-failed.ts'

/** What the pages keep of the server's answers. A lost session is told once, wherever it shows itself. */
export function createQueryClient(onSessionLost: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (failureCode(error) === 'no-session') onSessionLost()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: (count, error) => failureCode(error) === 'unreachable' && count < 2,
        retryDelay: 800,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

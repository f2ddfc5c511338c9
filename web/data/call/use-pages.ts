import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'

interface Page {
  /** Where the next page begins; null at the end. */
  next: string | null
}

/** A list page by page; what was found before stays while something else is looked for. */
export const usePages = <Found extends Page>(
  queryKey: readonly unknown[],
  ask: (after: string | undefined) => Promise<Found>,
) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })

import { words } from '../../words/en.ts'
import { ActButton } from '../buttons/act-button.tsx'

interface ShowMoreProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
}

/** The next page of a long list, below those that stand there. */
export function ShowMore({ list: { hasNextPage, isFetchingNextPage, fetchNextPage } }: ShowMoreProps) {
  if (!hasNextPage) return null
  return (
    <div>
      <ActButton
        variant="default"
        busy={isFetchingNextPage}
        busyLabel={words.working}
        onClick={() => void fetchNextPage()}
      >
        {words.administration.showMore}
      </ActButton>
    </div>
  )
}

import { useGiveUp } from '../../data/sign-in.ts'
import { ActButton } from '../../parts/act-button.tsx'
import { CardPage, Stack } from '../../parts/card-page.tsx'
import { PageHeading } from '../../parts/page-heading.tsx'
import { words } from '../../words/en.ts'

/** The door of the set-up: opens nothing else. */
export function Enroll({ name, onBack }: { name: string; onBack: () => void }) {
  const giveUp = useGiveUp()
  return (
    <CardPage name={name}>
      <Stack>
        <PageHeading>{words.enroll.title}</PageHeading>
        <p>{words.enroll.text}</p>
        <ActButton
          busy={giveUp.isPending}
          busyLabel={words.working}
          onClick={() => giveUp.mutate(undefined, { onSettled: onBack })}
        >
          {words.enroll.back}
        </ActButton>
      </Stack>
    </CardPage>
  )
}

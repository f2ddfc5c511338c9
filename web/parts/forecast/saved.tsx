import { useSignEverybodyOut } from '../../data/preferences.ts'
import { words } from '../../words/en.ts'
import { LinkButton } from '../buttons/link-button.tsx'
import { Notice } from '../layout/notice.tsx'
import { Trouble } from '../trouble/trouble.tsx'

/** R2.1: a saved change applies from the next sign-in on; whoever wants it at once finds the button here. */
export function Saved() {
  const { mutate, isPending, error, data } = useSignEverybodyOut()
  return (
    <>
      <Notice kind="good" announced>
        <p>{words.preferences.saved}</p>
        {data ? (
          <p>{words.preferences.signedOut(data.ended)}</p>
        ) : (
          <LinkButton still={isPending} onClick={() => mutate()}>
            {isPending ? words.preferences.signingOut : words.preferences.signEverybodyOut}
          </LinkButton>
        )}
      </Notice>
      {error && <Trouble error={error} />}
    </>
  )
}

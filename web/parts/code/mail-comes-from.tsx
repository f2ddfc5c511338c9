import { useSignInPage } from '../../data/sign-in.ts'
import { words } from '../../words/en.ts'

/** What to look for, and where, while a mail is waited for (S8). */
export function MailComesFrom() {
  const sender = useSignInPage().data?.mailFrom
  return (
    <>
      {sender && `${words.signIn.mailFrom(sender)} `}
      {words.signIn.mailLook}
    </>
  )
}

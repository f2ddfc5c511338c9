import type { SignInPage } from '../../../contract/api/sign-in.ts'
import { words } from '../../words/en.ts'
import { bottomMessage } from './bottom-message.ts'

/** R2.2: stands at the bottom only while something may be asked for. */
export function BottomMessage({ page }: { page: SignInPage | undefined }) {
  if (!page || !(page.twoFactorOn || page.unidentifiedMachineOn)) return null
  return (
    <>
      <p>{words.signIn[bottomMessage(page)]}</p>
      {page.supportLink && (
        <a className="link" href={page.supportLink}>
          {words.signIn.help}
        </a>
      )}
    </>
  )
}

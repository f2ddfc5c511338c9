import type { SignInPage } from '../../../contract/api/sign-in.ts'
import { words } from '../../words/en.ts'

/** R2.2: stands at the bottom only while something may be asked for. */
export function BottomMessage({ page }: { page: SignInPage | undefined }) {
  if (!page || !(page.twoFactorOn || page.unidentifiedMachineOn)) return null
  return (
    <>
      <p>{page.twoFactorOn ? words.signIn.twoFactorOn : words.signIn.machineOn}</p>
      {page.supportLink && (
        <a className="link" href={page.supportLink}>
          {words.signIn.help}
        </a>
      )}
    </>
  )
}

import { Link } from '@tanstack/react-router'
import { words } from '../../words/en.ts'

/** The way to another password; what was typed in the address, the organization, goes along. */
export function ForgotPassword() {
  return (
    <div>
      <Link className="link" to="/forgot-password" search={true}>
        {words.signIn.forgot}
      </Link>
    </div>
  )
}

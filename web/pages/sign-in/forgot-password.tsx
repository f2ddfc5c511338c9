import { useState } from 'react'
import { LinkButton } from '../../parts/link-button.tsx'
import { words } from '../../words/en.ts'

/** Tells who can help; nothing leaves from here. */
export function ForgotPassword({ supportLink }: { supportLink: string | null }) {
  const [open, setOpen] = useState(false)
  return (
    <div>
      <LinkButton open={open} onClick={() => setOpen(!open)}>
        {words.signIn.forgot}
      </LinkButton>
      {open && (
        <p>
          {words.signIn.forgotAnswer} {supportLink && <a href={supportLink}>{words.signIn.help}</a>}
        </p>
      )}
    </div>
  )
}

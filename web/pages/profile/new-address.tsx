import { useId, useState } from 'react'
import type { NewAddress as Asked, Profile } from '../../../contract/api/profile.ts'
import { useChangeProfile, useConfirmAddress } from '../../data/profile.ts'
import { AskedCode } from '../../parts/code/asked-code.tsx'
import { CodeHelp } from '../../parts/code/code-help.tsx'
import { CheckField } from '../../parts/fields/check-field.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { profileWords } from '../../words/profile.ts'
import style from './profile.module.css'

const say = profileWords.newAddress

interface NewAddressProps {
  profile: Profile
  field: 'email' | 'cellPhone'
  asked: Asked
  onConfirmed: () => void
}

const methodOf = { email: 'email', cellPhone: 'text' } as const

/** A new address waits for the code that went to it; the present one counts until then. */
export function NewAddress({ profile, field, asked, onConfirmed }: NewAddressProps) {
  const message = useId()
  const method = methodOf[field]
  const way = profile.methods.find((one) => one.method === method)
  const mayTakeCodes = way?.state === 'ready' && way.address !== asked.sentTo
  const [takesCodes, setTakesCodes] = useState(true)
  const again = useChangeProfile()
  const entering = useConfirmAddress({ field, forCodes: mayTakeCodes && takesCodes })
  return (
    <section className={style.newAddress} aria-label={say.title[field]}>
      <Notice kind="plain" announced>
        <p id={message}>
          {say.sent(asked.sentTo)} {say.until[field]}
        </p>
        <CodeHelp method={method} />
      </Notice>
      {mayTakeCodes && (
        <CheckField
          label={say.takesCodes[field]}
          description={say.present(way.address ?? '')}
          checked={takesCodes}
          onChange={setTakesCodes}
        />
      )}
      <AskedCode
        digits={asked.digits}
        expiresAt={asked.expiresAt}
        entering={entering}
        again={{
          send: () => again.mutate({ [field]: asked.sentTo }),
          isPending: again.isPending,
          error: again.error,
          wasSent: again.isSuccess,
        }}
        describedBy={message}
        sentTo={asked.sentTo}
        onRight={onConfirmed}
        onOver={() => undefined}
      />
    </section>
  )
}

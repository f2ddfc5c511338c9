import type { Method } from '../../contract/words.ts'
import { AppIcon, EnvelopeIcon, PhoneIcon } from './icons.tsx'

/** The drawing beside each method. */
export const methodIcons = { email: EnvelopeIcon, app: AppIcon, text: PhoneIcon } satisfies Record<
  Method,
  unknown
>

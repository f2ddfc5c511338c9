import { AppIcon, EnvelopeIcon, PhoneIcon } from './icons.tsx'

/** The drawing beside each way to confirm. */
export const methodIcons = { email: EnvelopeIcon, app: AppIcon, text: PhoneIcon }

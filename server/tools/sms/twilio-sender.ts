import { DeliveryFault } from '../delivery-fault.ts'
import { basicAuthorization } from './basic-authorization.ts'
import { isE164 } from './phone-number.ts'
import { openPoster } from './poster.ts'
import type { TextProvider } from './text-provider.ts'
import type { TwilioAddress } from './twilio-address.ts'
import { twilioFault } from './twilio-fault.ts'

/** Twilio's Messages resource: POST of a form with To, From or MessagingServiceSid, and Body; 201 when it was taken. */
export function openTwilioSender(address: TwilioAddress, poster = openPoster()): TextProvider {
  const { url, userName, password, sender } = address
  const headers = {
    Authorization: basicAuthorization(userName, password),
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'application/json',
  }
  return {
    async send({ to, text }) {
      if (!isE164(to)) throw new DeliveryFault(true, 'The telephone number cannot be used.')
      const body = new URLSearchParams({ To: to, ...sender, Body: text }).toString()
      const answer = await poster.post({ url, headers, body })
      if (answer.status < 200 || answer.status > 299) throw twilioFault(answer.status, answer.body)
    },
    close: poster.close,
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mailFaults } from '../../server/tools/mail/mail-server.ts'
import { textSenderFaults } from '../../server/tools/sms/text-sender-address.ts'

/** Every line of a page that stands between two lines of three backticks. */
function examples(page: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8')
  return text.split('```').flatMap((part, place) => (place % 2 === 1 ? part.trim().split('\n') : []))
}

describe('an address that the documentation shows', () => {
  it.each(examples('configure-text-messages.md'))('can be used for text messages: %s', (address) =>
    expect(textSenderFaults(address)).toEqual([]),
  )
  it.each(examples('configure-mail.md'))('can be used for mail: %s', (address) =>
    expect(mailFaults(address)).toEqual([]),
  )
})

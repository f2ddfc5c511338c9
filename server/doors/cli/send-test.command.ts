import { Command } from 'commander'
import { readCellPhone } from '../../features/people/cell-phone.ts'
import { readEmailAddress } from '../../features/people/email-address.ts'
import { DeliveryFault } from '../../tools/delivery-fault.ts'
import { openMailSender } from '../../tools/mail/mail-sender.ts'
import { openTextSender } from '../../tools/sms/text-sender.ts'
import { type Cli, Refusal } from './cli.ts'

const words = 'This is a test message from Doorward. If you can read it, sending works.'

export function sendTestCommand(cli: Cli): Command {
  return new Command('send-test')
    .description('send one real message through the mail or text message service that is configured')
    .requiredOption('--to <address>', 'e-mail address or cell phone number')
    .action(({ to }: { to: string }) => sendTest(cli, to))
}

async function sendTest(cli: Cli, to: string): Promise<void> {
  try {
    const note = await (to.includes('@') ? sendMail(cli, to) : sendText(cli, to))
    cli.terminal.say(`The service has taken the message to ${to}.${note ? ` ${note}` : ''}`)
  } catch (error) {
    throw error instanceof DeliveryFault ? new Refusal(error.reason) : error
  }
}

async function sendMail({ sending: { smtp, mailFrom } }: Cli, to: string): Promise<null> {
  if (smtp === null) throw new Refusal('DOORWARD_SMTP is not set, so no e-mail can be sent.')
  const read = readEmailAddress(to)
  if ('fault' in read) throw new Refusal(read.fault)
  const sender = openMailSender(smtp)
  // Beside SMTP it is always there.
  const from = { name: 'Doorward', address: mailFrom! }
  const mail = { subject: 'A test message from Doorward', text: `${words}\n`, html: `<p>${words}</p>` }
  try {
    await sender.send({ from, to: read.address, ...mail })
  } finally {
    sender.close()
  }
  return null
}

/** Which provider took it, where there are several. */
async function sendText({ sending: { sms } }: Cli, to: string): Promise<string | null> {
  if (sms === null) throw new Refusal('DOORWARD_SMS is not set, so no text message can be sent.')
  const read = readCellPhone(to)
  if ('fault' in read) throw new Refusal(read.fault)
  const sender = openTextSender(sms)
  try {
    return await sender.send({ to: read.e164, text: words })
  } finally {
    await sender.close()
  }
}

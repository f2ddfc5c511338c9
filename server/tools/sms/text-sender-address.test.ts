import { describe, expect, it } from 'vitest'
import { readTextSenderAddress, readTextSenderAddresses, textSenderFaults } from './text-sender-address.ts'

const account = `AC${'0123456789abcdef'.repeat(2)}`
const key = `SK${'0123456789abcdef'.repeat(2)}`
const service = `MG${'0123456789abcdef'.repeat(2)}`
const messages = `/2010-04-01/Accounts/${account}/Messages.json`
const twilio = {
  kind: 'twilio',
  url: `https://api.twilio.com${messages}`,
  userName: account,
  password: 'tok',
  sender: { From: '+15555550100' },
}
const gateway = {
  kind: 'gateway',
  url: 'https://sms.example/send',
  authorization: null,
  format: 'json',
  toField: 'to',
  textField: 'text',
  fields: {},
  success: [],
  failure: [],
}
const smpp = {
  kind: 'smpp',
  host: 'smsc.example',
  port: 2775,
  tls: false,
  rejectUnauthorized: true,
  systemId: 'ann',
  password: 'sesame',
  systemType: '',
  source: { address: 'Harbor', typeOfNumber: 5, numberingPlan: 0 },
}

describe('the address of the text message gateway', () => {
  it.each([
    [`twilio://${account}:tok@api.twilio.com?from=+15555550100`, twilio],
    [`twilio://${account}:tok@api.twilio.com?from=%2B15555550100`, twilio],
    [
      `twilio://${account}:tok@api.twilio.com?messagingServiceSid=${service}`,
      { ...twilio, sender: { MessagingServiceSid: service } },
    ],
    [
      `twilio://${key}:tok@api.twilio.com?account=${account}&from=HARBOR`,
      { ...twilio, userName: key, sender: { From: 'HARBOR' } },
    ],
    [
      `twilio+http://${account}:tok@[::1]:8080?from=12345`,
      { ...twilio, url: `http://[::1]:8080${messages}`, sender: { From: '12345' } },
    ],
    ['https://sms.example/send', gateway],
    ['http://10.0.0.5:8080/send?unit=7', { ...gateway, url: 'http://10.0.0.5:8080/send?unit=7' }],
    ['https://ann:p%40ss@sms.example/send', { ...gateway, authorization: `Basic ${btoa('ann:p@ss')}` }],
    ['https://sms.example/send#bearer=abc.def', { ...gateway, authorization: 'Bearer abc.def' }],
    [
      'https://sms.example/send#to=phone&text=message&format=form&field.sender=Harbor',
      { ...gateway, format: 'form', toField: 'phone', textField: 'message', fields: { sender: 'Harbor' } },
    ],
    [
      'https://sms.example/send#success=ID:&success.status=ok|queued&failure=ERROR',
      {
        ...gateway,
        success: [
          { path: null, texts: ['ID:'] },
          { path: 'status', texts: ['ok', 'queued'] },
        ],
        failure: [{ path: null, texts: ['ERROR'] }],
      },
    ],
    ['smpp://ann:sesame@smsc.example?source=Harbor', smpp],
    [
      'smpps://ann:sesame@smsc.example?source=+15555550100&system_type=WEB&tls.rejectUnauthorized=false',
      {
        ...smpp,
        tls: true,
        port: 3550,
        rejectUnauthorized: false,
        systemType: 'WEB',
        source: { address: '15555550100', typeOfNumber: 1, numberingPlan: 1 },
      },
    ],
    [
      'smpp://ann:sesame@smsc.example:9000?source=12345',
      { ...smpp, port: 9000, source: { address: '12345', typeOfNumber: 3, numberingPlan: 0 } },
    ],
    [
      'smpp://ann:sesame@smsc.example?source=Harbor&source_ton=0&source_npi=1',
      { ...smpp, source: { address: 'Harbor', typeOfNumber: 0, numberingPlan: 1 } },
    ],
  ])('%s', (text, address) => expect(readTextSenderAddress(text)).toEqual({ value: address, faults: [] }))

  const scheme = 'It begins with none of twilio://, https://, http://, smpp:// and smpps://.'
  const user = 'Its user name is neither an account SID (AC…) nor an API key (SK…) of 34 characters.'
  const from =
    'The option "from" is a number with country code (+1…), a short code, or a name of up to 11 letters.'
  it.each([
    ['nonsense', ['It is not an address.']],
    ['twilio:AC1', ['It names no host after "//".']],
    ['ftp://sms.example', [scheme]],
    [`twilio://ann:tok@api.twilio.com?from=+15555550100`, [user]],
    [`twilio://${account}@api.twilio.com?from=+15555550100`, ['It has no auth token.']],
    [
      `twilio://${key}:tok@api.twilio.com?from=+15555550100`,
      ['With an API key it needs the option "account" with the account SID.'],
    ],
    [
      `twilio://${account}:tok@api.twilio.com`,
      ['It needs either the option "from" or the option "messagingServiceSid".'],
    ],
    [`twilio://${account}:tok@api.twilio.com?from=+1555 555`, [from]],
    [
      `twilio://${account}:tok@api.twilio.com?messagingServiceSid=x`,
      ['The option "messagingServiceSid" is MG and 32 hexadecimal digits.'],
    ],
    [
      `twilio+http://${account}:tok@api.twilio.com?from=+15555550100`,
      ['Without TLS it may only lead to this machine itself.'],
    ],
    [`twilio://${account}:tok@api.twilio.com/x?from=+15555550100`, ['It has a path or a part after "#".']],
    ['https://sms.example/#format=xml', ['The option "format" is either json or form.']],
    [
      'https://sms.example/#to=a%20b',
      ['A field name has up to 64 letters, digits, dots, hyphens and underscores.'],
    ],
    ['https://sms.example/#to=x&text=x', ['Two of its fields have the same name.']],
    ['https://sms.example/#number=x', ['It has an option we do not know: "number".']],
    ['https://ann:b@sms.example/#bearer=x', ['It has both a password and a bearer token.']],
    ['https://sms.example/#bearer=a%0Ab', ['The option "bearer" is not a bearer token.']],
    ['smpp://smsc.example', ['Its user name (system_id) has 1 to 15 plain characters.']],
    [`smpp://ann:${'x'.repeat(33)}@smsc.example`, ['Its password has up to 32 plain characters.']],
    [
      'smpp://ann:x@smsc.example?source=H%C3%A4fen',
      ['The option "source" is a number or a name of up to 20 plain characters.'],
    ],
    ['smpp://ann:x@smsc.example?source_ton=7', ['The option "source_ton" is a number from 0 to 6.']],
    ['smpp://ann:x@smsc.example?source_npi=19', ['The option "source_npi" is a number from 0 to 18.']],
    ['smpp://ann:x@smsc.example?port=1', ['It has an option we do not know: "port".']],
    ['smpp://ann:x@smsc.example/x', ['It has a path or a part after "#".']],
  ])('%s cannot be used, and says why', (text, faults) => expect(textSenderFaults(text)).toEqual(faults))

  it.each([
    `twilio://ann:sesame@api.twilio.com/x`,
    'https://ann:sesame@sms.example#x=y',
    `smpp://ann:sesame@smsc.example/x`,
  ])('never repeats a password in a fault: %s', (text) => {
    expect(textSenderFaults(text)).not.toEqual([])
    expect(textSenderFaults(text).join(' ')).not.toContain('sesame')
  })
})

describe('several text message addresses', () => {
  const [first, second] = [
    'https://a.example/?x=1,2#field.sender=Harbor Agency',
    'smpp://ann:sesame@b.example',
  ]

  it.each([' ', ',', ', ', '\n', ' , '])('may stand in one setting with %j between them', (between) => {
    const { value } = readTextSenderAddresses(`${first}${between}${second}`)
    expect(value).toEqual([readTextSenderAddress(first).value, readTextSenderAddress(second).value])
  })

  it.each([
    [`${first} pigeon://loft`, /^Address 2: It begins with none of/],
    [`${first} ${first}`, /^It names the same provider twice\.$/],
    [`${first} ${second} https://c.example https://d.example`, /^It names more than 3 providers\.$/],
  ])('%s cannot be used, and say why', (text, fault) => {
    expect(textSenderFaults(text)).toEqual([expect.stringMatching(fault)])
  })
})

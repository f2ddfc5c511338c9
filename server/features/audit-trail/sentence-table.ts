/** The sentence of every event that is recorded. */
import { countedLimits, slidingLimits } from '../limits/limits-table.ts'
import { listed, machineName, type Words } from './words.ts'

type Sentence = (words: Words) => string

const signIns: Record<string, Sentence> = {
  'signed-in': ({ person, data, by }) => `${person} signed in${signedInBy(data, by)}.`,
  'sign-in-begun': ({ person }) => `${person} gave the right password, and was asked for more.`,
  'sign-in-refused': ({ person }) => `${person} gave the right password, and was refused.`,
  'sign-in-failed': ({ person, data }) => {
    const whose = person === 'somebody' ? 'a user name nobody has' : person
    if (data.check === 'person-inactive') return `${person}, who was deactivated, tried to sign in.`
    return data.check === 'slowed-down'
      ? `Somebody tried too many passwords for ${whose}, and had to wait.`
      : `Somebody gave a wrong password for ${whose}.`
  },
  'slowed-down': ({ person, data }) => {
    const who = person === 'somebody' ? 'whoever asked' : `whoever asked for ${person}`
    return `Too much at once, so that ${who} had to wait or was refused: ${limitWords(data.limit)}.`
  },
  'method-locked': ({ person, by, text }) =>
    `After ${text('wrong')} wrong codes in a row one of the ways to confirm of ${person} was locked${by}.`,
  'method-disabled': ({ person, by, text }) =>
    `After ${text('wrong')} wrong codes in a row one of the ways to confirm of ${person} was switched off${by}.`,
  'wrong-code': ({ person, by, text }) =>
    `${person} entered a wrong code${by}; ${text('left') === '1' ? '1 try' : `${text('left')} tries`} left.`,
  'code-accepted': ({ person, by, text }) =>
    `${person} entered the right code${by}, and was led to ${text('to') === 'password' ? 'the choice of a password' : 'set-up'}.`,
  'sign-in-reported': ({ person, text }) =>
    `${person} reported a sign-in as somebody else's: ${text('browser')} on ${text('system')}, ${text('address')}${text('takenBack') === 'true' ? '; what it changed was taken back' : ''}.`,
  'wrong-password': ({ person }) => `${person} gave a wrong password while signed in.`,
  'fresh-proof': ({ person, by }) => `${person} confirmed that it is them${by}.`,
  'signed-out': ({ person }) => `${person} signed out.`,
  'session-replaced': ({ the }) => `One of ${the('sessions')} ended: somebody signed in over it.`,
  'session-ended': ({ actor, the }) => `${actor} ended one of ${the('sessions')}.`,
  'sessions-ended': ({ actor, the, count }) =>
    `${actor} ended ${the('other sessions')}; ${count('ended', 'session')} ended.`,
  'everybody-signed-out': ({ actor, count }) =>
    `${actor} signed everybody out; ${count('ended', 'session')} ended.`,
}

const ways: Record<string, Sentence> = {
  'method-added': ({ actor, the, by }) => `${actor} added to ${the('ways to confirm')}${by}.`,
  'method-replaced': ({ actor, the, by }) => `${actor} replaced one of ${the('ways to confirm')}${by}.`,
  'method-removed': ({ actor, the, by }) => `${actor} removed one of ${the('ways to confirm')}${by}.`,
  'default-changed': ({ actor, the }) => `${actor} changed ${the('first way to confirm')}.`,
  'set-up-finished': ({ person }) => `${person} finished set-up.`,
  'two-factor-reset': ({ actor, the, text }) =>
    `${actor} reset ${the('two factor authentication')}${text('reason') ? `: ${text('reason')}` : ''}.`,
  'reset-undone': ({ person }) =>
    `${person} said that the reset of their two factor authentication was somebody else's, and undid it.`,
  'connection-forgotten': ({ actor, the }) => `${actor} forgot one of ${the('connections')}.`,
  'connections-forgotten': ({ actor, the }) =>
    `${actor} forgot all ${the('connections').replace(/^the /, '')}.`,
}

const pendingWords: Readonly<Record<string, string>> = {
  email: 'e-mail address',
  cellPhone: 'cell phone',
  rights: 'rights',
  reset: 'two factor authentication',
}

const people: Record<string, Sentence> = {
  'display-name-changed': ({ actor, the, change }) => `${actor} changed ${the('name')} ${change}.`,
  'email-changed': ({ actor, the, change }) => `${actor} changed ${the('e-mail address')} ${change}.`,
  'cell-phone-changed': ({ actor, the, change }) => `${actor} changed ${the('cell phone')} ${change}.`,
  'change-proposed': ({ actor, the, text }) =>
    `${actor} asked for a change of ${the(pendingWords[text('kind')] ?? 'profile')}, which does not count yet.`,
  'pending-change-withdrawn': ({ actor, the, text }) =>
    `${actor} withdrew a change of ${the(pendingWords[text('kind')] ?? 'profile')}.`,
  'pending-change-stopped': ({ person }) =>
    `${person} said that an address that was typed for them is not theirs, and stopped it.`,
  'contact-change-undone': ({ person }) =>
    `${person} said that a change of their e-mail address or cell phone was somebody else's, and undid it.`,
  'password-chosen': ({ person }) => `${person} chose a password for the first time.`,
  'first-password-given': ({ actor, the }) =>
    `${actor} made ${the('first password')}, to be handed over on paper.`,
  'first-password-used': ({ person }) =>
    `${person} used the first password, and was asked to choose another.`,
  'password-changed': ({ actor, the }) => `${actor} changed ${the('password')}.`,
  'password-link-asked': ({ person, data }) =>
    `Somebody asked for a new password for ${person === 'somebody' ? 'a user name nobody has' : person}${data.sent === false ? ', and nothing was sent' : ''}.`,
  'password-link-opened': ({ person }) =>
    `${person} opened a link to choose a password, and was asked for another way than the mailbox.`,
  'person-added': ({ actor, person }) => `${actor} added ${person}.`,
  'person-invited': ({ actor, person }) => `${actor} invited ${person}.`,
  'person-changed': ({ actor, the }) => `${actor} changed ${the('profile')}.`,
  'person-activated': ({ actor, person }) => `${actor} activated ${person}.`,
  'person-deactivated': ({ actor, person }) => `${actor} deactivated ${person}.`,
  'person-erased': ({ actor, person }) => `${actor} erased ${person}.`,
  'people-imported': ({ actor, text }) =>
    `${actor} imported people: ${text('imported')} added, ${text('leftOut')} left out.`,
  'rights-changed': ({ actor, the, data }) => `${actor} changed ${the('rights')}${rightsWords(data)}.`,
  'administrator-made': ({ actor, person }) => `${actor} gave ${person} every right.`,
}

const organization: Record<string, Sentence> = {
  'organization-made': ({ actor, text }) => `${actor} set this server up for ${text('name')}.`,
  'preference-changed': ({ actor, text }) =>
    `${actor} changed ${text('code')} from ${text('before') || 'blank'} to ${text('after') || 'blank'}.`,
  'location-added': ({ actor, text }) => `${actor} added the location ${text('name')}.`,
  'location-renamed': ({ actor, change }) => `${actor} renamed a location ${change}.`,
  'location-removed': ({ actor, text }) => `${actor} removed the location ${text('name')}.`,
  'machine-changed': ({ actor, data }) =>
    `${actor} changed the name or location of ${machineName(data.after, data.before)}.`,
  'machine-revoked': ({ actor, data, text }) =>
    `${actor} revoked ${machineName(data)}: ${text('browser')} on ${text('system')}.`,
  'backup-restored': ({ actor, text }) =>
    `${actor} restored the backup of ${text('madeAt')}; open sign-ins, codes, links, resets and sessions ended.`,
  'epoch-begun': ({ actor }) => `${actor} ended all open sign-ins, codes, links, resets and sessions.`,
  'keys-replaced': ({ actor }) =>
    `${actor} put other sealing keys in the place of lost ones; open sign-ins, codes, links, resets and sessions ended.`,
  'message-retried': ({ actor, text }) => `${actor} had a failed message sent again (${text('kind')}).`,
}

const applications: Record<string, Sentence> = {
  'group-added': ({ actor, text }) => `${actor} added the group ${text('name')}.`,
  'group-changed': ({ actor, text }) =>
    `${actor} changed who is in the group ${text('name')}: ${text('added')} added, ${text('removed')} removed.`,
  'application-added': ({ actor, text }) => `${actor} added the application ${text('name')}.`,
  'application-changed': ({ actor, text }) => `${actor} changed the application ${text('name')}.`,
  'client-secret-made': ({ actor, text }) =>
    `${actor} made a new secret for the application ${text('name')}; the one before ended.`,
  'application-opened': ({ person, text }) => `${person} opened ${text('name')}.`,
  'application-asked': ({ person, text }) =>
    `${person} wanted to open ${text('name')}, and was asked to prove again that it is them.`,
  'application-refused': ({ person, text }) => `${person} wanted to open ${text('name')}, and was refused.`,
}

export const sentenceTable: Readonly<Record<string, Sentence>> = {
  ...signIns,
  ...ways,
  ...people,
  ...organization,
  ...applications,
}

function signedInBy(data: Words['data'], by: string): string {
  if (data.method) return ` with a code${by}`
  if (data.letThroughBy === 'remembered-connection') return ' without a code: the connection was remembered'
  if (data.letThroughBy === 'recognized-machine') return ' without a code: the machine was recognized'
  return ' with the password alone'
}

const limits: Readonly<Record<string, { what: string }>> = { ...slidingLimits, ...countedLimits }

function limitWords(limit: unknown): string {
  return limits[String(limit)]?.what ?? 'sendings of one code'
}

function rightsWords({ granted, revoked }: Words['data']): string {
  const parts = [
    ...(listed(granted) ? [`granted ${listed(granted)}`] : []),
    ...(listed(revoked) ? [`took away ${listed(revoked)}`] : []),
  ]
  return parts.length > 0 ? `: ${parts.join('; ')}` : ''
}

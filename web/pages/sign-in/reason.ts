/** Decides how the server's reason joins a sentence of the page: as a clause after "because", or on its own. */

const joinable = /^(You|Your|This|That|It|We|The|There|Nobody|Somebody|No|A|An|Every|Everybody)\b/

/**
 * "You are on a new network." gives "you are on a new network", to stand after "because".
 * Null where it would not read well: several sentences, or one that begins with a name.
 */
export function clauseOf(sentence: string): string | null {
  const bare = sentence.trim().replace(/\.$/, '')
  if (!joinable.test(bare) || /[.!?:]\s/.test(bare)) return null
  return bare.charAt(0).toLowerCase() + bare.slice(1)
}

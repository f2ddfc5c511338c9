/** What a kind of factor tells of itself, in a folder of its own: whoever wants to know asks it, and not for its name. */
import type { Channel, Method } from '../../../contract/words.ts'
import type { CodeLetterWords, CodeTextWords } from '../messages/code-message.ts'
import type { WrittenLetter } from '../messages/letter.ts'

export interface FactorKind {
  method: Method
  /** What its right code proves, in the words of RFC 8176 (`amr`). */
  proves: readonly ('otp' | 'sms')[]
  /** How many digits its codes have; null where the organization says so (`CODELENGTH`). */
  digits: number | null
  /** Null where nothing is sent: the person has a key, and what it stands in shows the code. */
  sending: Sending | null
}

/** Where the codes of a kind go, and what they look like on the way. */
export interface Sending {
  channel: Channel
  /** Of the profile: where they go while no address of its own was set up. */
  profileField: 'email' | 'cellPhone'
  /** What somebody typed as the address, or why it is none, as a sentence. */
  readAddress(typed: string): { address: string } | { fault: string }
  /** As strangers may see it. */
  maskAddress(address: string): string
  /** As its owner reads it. */
  showAddress(address: string): string
  message(words: CodeLetterWords & CodeTextWords): (WrittenLetter & { fromName: string }) | { text: string }
}

let loaded: Promise<ReadonlySet<string>> | undefined

/** Passwords that many people use, in lower case, most used first; read when the first password is chosen. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  )
  return loaded
}

import { hash } from '@node-rs/argon2'
import { argon2Parameters, type PasswordHasher, passwordHasher } from '../../server/tools/password-hasher.ts'

/** The product's own way at a fraction of its cost, where a password is but a step: a stored hash says itself what it cost. */
export function lightPasswords(): PasswordHasher {
  const product = passwordHasher({ atOnce: 2, mostWaiting: 200 })
  const light = { ...argon2Parameters, memoryCost: 64, timeCost: 1 }
  return { ...product, hash: (password) => hash(password.normalize('NFKC'), light), isWeak: () => false }
}

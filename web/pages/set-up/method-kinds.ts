/** What set-up shows of each method, in one place. */
import type { Enrollment, EnrollmentCode } from '../../../contract/api/enrollment.ts'
import type { Method } from '../../../contract/words.ts'
import { readablePhone } from '../../parts/fields/phone-entry.ts'
import { setUpWords } from '../../words/set-up.ts'

type SetUp = Enrollment['methods']

interface MethodKind {
  /** Where its codes go, or what shows them, as its owner reads it. */
  detail(methods: SetUp): string
  /** The code of set-up that is on its way. */
  onItsWay(methods: SetUp): EnrollmentCode | null
}

export const methodKinds: Readonly<Record<Method, MethodKind>> = {
  email: {
    detail: ({ email }) => email.address ?? '',
    onItsWay: ({ email }) => email.sent,
  },
  app: {
    detail: () => setUpWords.finish.app,
    onItsWay: () => null,
  },
  text: {
    detail: ({ text }) => (text.phone === null ? '' : readablePhone(text.phone)),
    onItsWay: ({ text }) => text.sent,
  },
}

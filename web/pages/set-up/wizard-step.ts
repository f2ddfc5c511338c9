import type { Enrollment } from '../../../contract/api/enrollment.ts'

/** What every step of the wizard is given. */
export interface WizardStep {
  enrollment: Enrollment
  /** Goes on from this step; finishes where nothing is left to choose. */
  onNext: (enrollment: Enrollment) => void
  onOver: (error: unknown) => void
  isFinishing: boolean
}

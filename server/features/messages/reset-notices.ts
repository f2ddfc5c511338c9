/** What do the mails say that tell of a reset (R7.1a, R7.3), and of one that was undone? */

import type { WrittenLetter } from './letter.ts'
import { changeLetter, type Place, reportLetter, type Told, type ToldChange } from './notice.ts'
import { momentWords } from './when.ts'

/** R7.3. @param undo the address that undoes it; null where nothing does */
export function resetNotice(
  told: ToldChange & { reason: string; openUntil: Date | null; undo: string | null },
): WrittenLetter {
  const { reason, openUntil, undo } = told
  const sentence = openUntil
    ? 'Your ways to confirm that it is you were removed. Until you have set them up again, and at the latest until ' +
      `${momentWords(openUntil)}, your password alone leads you to set-up.`
    : 'Your ways to confirm that it is you were removed. You can set them up again in your profile.'
  return changeLetter(told, {
    subject: 'Your 2 factor authentication was reset',
    sentence,
    more: reason === '' ? [] : [['Reason', reason]],
    ...(undo !== null && {
      link: { words: "This wasn't me", address: undo },
      closing:
        'If this was you, there is nothing to do. If not, your password is known to somebody: open the link before they finish set-up. Your ways to confirm come back, and everybody is signed out.',
    }),
  })
}

export function resetUndoneNotice(told: ToldChange): WrittenLetter {
  return changeLetter(told, {
    subject: 'The reset of your 2 factor authentication was undone',
    sentence:
      'Your ways to confirm that it is you are back, and you are signed out everywhere. If the reset was not yours, your password is known to somebody: change it.',
  })
}

/** Told to whoever may reset others. */
export type OwnResetReport = Told & Place & { who: string }

export function ownResetReport(report: OwnResetReport): WrittenLetter {
  return reportLetter(report, 'Somebody reset their own 2 factor authentication', [
    `${report.who} reset their own 2 factor authentication.`,
    'They were told how to undo it. If you know that it was not them, reset it yourself and have their password changed.',
  ])
}

export function resetUndoneReport(report: OwnResetReport): WrittenLetter {
  return reportLetter(report, 'A reset of 2 factor authentication was reported', [
    `${report.who} says that the reset of their 2 factor authentication was somebody else's.`,
    'It is undone, and their sessions have ended. Their password should be changed.',
  ])
}

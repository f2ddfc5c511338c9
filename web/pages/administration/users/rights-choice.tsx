import { useId } from 'react'
import { rights as allRights, type Right } from '../../../../contract/words.ts'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'

interface RightsChoiceProps {
  legend: string
  /** Where a heading says it already. */
  isLegendHidden?: boolean
  held: readonly Right[]
  /** What whoever chooses holds, and so may give; a mark that stood there before stays theirs to set again. */
  mayGive: readonly Right[]
  onChange: (held: Right[]) => void
}

/** R9.1: one check box for each right, with a sentence that says what it opens. */
export function RightsChoice({ legend, isLegendHidden = false, held, mayGive, onChange }: RightsChoiceProps) {
  const id = useId()
  const give = (right: Right, isGiven: boolean) =>
    onChange(allRights.filter((one) => (one === right ? isGiven : held.includes(one))))
  return (
    <fieldset className={style.rights}>
      <legend className={isLegendHidden ? 'out-of-sight' : undefined}>{legend}</legend>
      {allRights.map((right, at) => (
        <label key={right} className={style.right}>
          <input
            type="checkbox"
            checked={held.includes(right)}
            disabled={!held.includes(right) && !mayGive.includes(right)}
            onChange={(event) => give(right, event.currentTarget.checked)}
            aria-labelledby={`${id}-${at}`}
            aria-describedby={`${id}-${at}-help`}
          />
          <span>
            <strong id={`${id}-${at}`}>{right}</strong>
            <span id={`${id}-${at}-help`} className="soft">
              {peopleWords.person.rightsHelp[right]}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import type { useResetPerson } from '../../../data/people.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { fieldFault, otherFault } from '../../../parts/fields/field-fault.ts'
import { Dialog } from '../../../parts/layout/dialog.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'

const say = peopleWords.person

interface ResetDialogProps {
  name: string
  reset: ReturnType<typeof useResetPerson>
  onClose: () => void
}

/** R7.1: says what will happen, and wants a reason. */
export function ResetDialog({ name, reset, onClose }: ResetDialogProps) {
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const other = otherFault(reset.error, 'reason')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (reset.isPending) return
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return field.current?.focus()
    reset.mutate(reason, { onSuccess: onClose, onError: () => field.current?.focus() })
  }

  return (
    <Dialog title={say.reset} onClose={onClose}>
      <form className={style.spaced} onSubmit={submit} noValidate>
        <p>{say.resetText(name)}</p>
        {other !== null && <Trouble error={other} />}
        <TextInput
          ref={field}
          label={say.reason}
          description={say.reasonHelp}
          autoComplete="off"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isMissing ? say.reasonMissing : fieldFault(reset.error, 'reason')}
        />
        <div className={style.buttons}>
          <ActButton busy={reset.isPending} busyLabel={say.resetting}>
            {say.resetAct}
          </ActButton>
          <Button variant="default" onClick={onClose}>
            {say.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

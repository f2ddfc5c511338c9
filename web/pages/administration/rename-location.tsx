import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Location } from '../../../contract/api/locations.ts'
import { useRenameLocation } from '../../data/locations.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { locationWords } from '../../words/locations.ts'
import style from './form.module.css'

const say = locationWords

/** In place of the name. */
export function RenameLocation({ location, onEnd }: { location: Location; onEnd: () => void }) {
  const [name, setName] = useState(location.name)
  const field = useRef<HTMLInputElement>(null)
  const rename = useRenameLocation(location.id)
  const other = otherFault(rename.error, 'name')
  useEffect(() => field.current?.focus(), [])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!rename.isPending) rename.mutate(name, { onSuccess: onEnd, onError: () => field.current?.focus() })
  }

  return (
    <form className={style.spaced} onSubmit={submit} noValidate>
      <TextInput
        ref={field}
        label={say.newName(location.name)}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldFault(rename.error, 'name')}
      />
      {other !== null && <Trouble error={other} />}
      <div className={style.buttons}>
        <ActButton busy={rename.isPending} busyLabel={say.saving}>
          {say.save}
        </ActButton>
        <Button variant="default" onClick={onEnd}>
          {say.cancel}
        </Button>
      </div>
    </form>
  )
}

import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Location } from '../../../contract/api/locations.ts'
import { useRemoveLocation } from '../../data/locations.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LocationSelect } from '../../parts/fields/location-select.tsx'
import { Dialog } from '../../parts/layout/dialog.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { locationWords } from '../../words/locations.ts'
import style from './form.module.css'

const say = locationWords

interface RemoveLocationProps {
  location: Location
  onRemoved: () => void
  onCancel: () => void
}

/** Says what becomes of the people and machines, and lets choose where. */
export function RemoveLocation({ location, onRemoved, onCancel }: RemoveLocationProps) {
  const [moveTo, setMoveTo] = useState('none')
  const remove = useRemoveLocation(location.id)

  function submit(event: FormEvent) {
    event.preventDefault()
    // The promise, not a callback: the new list takes this row away, and callbacks would go with it.
    if (!remove.isPending) remove.mutateAsync(moveTo).then(onRemoved, () => undefined)
  }

  return (
    <Dialog title={say.removeTitle(location.name)} onClose={onCancel}>
      <form className={style.spaced} onSubmit={submit}>
        <p>{say.removeText}</p>
        <LocationSelect
          label={say.moveTo}
          before={[{ value: 'none', label: say.nowhere }]}
          except={location.id}
          value={moveTo}
          onChange={setMoveTo}
        />
        {remove.error && <Trouble error={remove.error} />}
        <div className={style.buttons}>
          <ActButton busy={remove.isPending} busyLabel={say.removing}>
            {say.remove}
          </ActButton>
          <Button variant="default" onClick={onCancel}>
            {say.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

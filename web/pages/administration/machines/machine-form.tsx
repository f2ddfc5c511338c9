import { TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Machine } from '../../../../contract/api/machines.ts'
import { useChangeMachine } from '../../../data/machines.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { fieldFault, otherFault } from '../../../parts/fields/field-fault.ts'
import { LocationSelect } from '../../../parts/fields/location-select.tsx'
import { useTyped } from '../../../parts/fields/use-typed.ts'
import { Notice } from '../../../parts/layout/notice.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { machineWords } from '../../../words/machines.ts'
import style from '../form.module.css'

const say = machineWords

/** Renames a machine and moves it. */
export function MachineForm({ machine }: { machine: Machine }) {
  const [name, setName] = useTyped('name of the machine', () => machine.name ?? '')
  const [locationId, setLocationId] = useTyped('its location', () => machine.location?.id ?? '')
  const change = useChangeMachine(machine.id)
  const other = otherFault(change.error, 'name', 'locationId')
  const isChanged = name.trim() !== (machine.name ?? '') || locationId !== (machine.location?.id ?? '')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (change.isPending || !isChanged) return
    change.mutate(
      { name: name.trim() || null, locationId: locationId || null },
      { onSuccess: (saved) => setName(saved.name ?? '') },
    )
  }

  return (
    <form className={style.form} onSubmit={submit} noValidate>
      {other !== null && <Trouble error={other} />}
      <TextInput
        label={say.nameLabel}
        description={say.nameHelp}
        autoComplete="off"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldFault(change.error, 'name')}
      />
      <LocationSelect
        label={say.location}
        before={[{ value: '', label: say.noLocation }]}
        value={locationId}
        onChange={setLocationId}
        error={fieldFault(change.error, 'locationId')}
      />
      {change.isSuccess && !isChanged && (
        <Notice kind="good" announced>
          {say.saved}
        </Notice>
      )}
      <div className={style.buttons}>
        <ActButton busy={change.isPending} busyLabel={say.saving} resting={!isChanged}>
          {say.save}
        </ActButton>
      </div>
    </form>
  )
}

import { TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { Location } from '../../../contract/api/locations.ts'
import { useAddLocation, useLocations } from '../../data/locations.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import { useTyped } from '../../parts/fields/use-typed.ts'
import { NeedsRight } from '../../parts/layout/needs-right.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { locationWords } from '../../words/locations.ts'
import style from './list.module.css'
import { RemoveLocation } from './remove-location.tsx'
import { RenameLocation } from './rename-location.tsx'

const say = locationWords

/** Administration > Users > Locations. */
export function Locations() {
  return (
    <NeedsRight right="Administer Users" title={say.title}>
      <div className={style.page}>
        <PageHeading>{say.title}</PageHeading>
        <p className="soft">{say.intro}</p>
        <AddLocation />
        <LocationList />
      </div>
    </NeedsRight>
  )
}

function AddLocation() {
  const [name, setName] = useTyped('new location', () => '')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const add = useAddLocation()
  const other = otherFault(add.error, 'name')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (add.isPending) return
    setMissing(name.trim() === '')
    field.current?.focus()
    if (name.trim() !== '') add.mutate(name, { onSuccess: () => setName('') })
  }

  return (
    <form className={style.page} onSubmit={submit} noValidate>
      <div className={style.filters}>
        <TextInput
          ref={field}
          label={say.add}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isMissing ? say.missing : fieldFault(add.error, 'name')}
        />
        <div>
          <ActButton busy={add.isPending} busyLabel={say.adding}>
            {say.addAct}
          </ActButton>
        </div>
      </div>
      {other !== null && <Trouble error={other} />}
      {add.data && name === '' && (
        <Notice kind="good" announced>
          {say.added(add.data.name)}
        </Notice>
      )}
    </form>
  )
}

function LocationList() {
  const { data, error } = useLocations()
  const [removed, setRemoved] = useState<string | null>(null)
  if (!data) return error ? <Trouble error={error} /> : <Waiting />
  return (
    <>
      {removed !== null && (
        <Notice kind="good" announced>
          {say.removed(removed)}
        </Notice>
      )}
      {data.length === 0 ? (
        <p className={style.empty}>{say.empty}</p>
      ) : (
        <table className={style.table}>
          <caption className="out-of-sight">{say.title}</caption>
          <thead>
            <tr>
              {[say.columns.name, say.columns.people, say.columns.acts].map((column) => (
                <th key={column} scope="col">
                  <span>{column}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((location) => (
              <Row key={location.id} location={location} onRemoved={() => setRemoved(location.name)} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Row({ location, onRemoved }: { location: Location; onRemoved: () => void }) {
  const [doing, setDoing] = useState<'rename' | 'remove' | null>(null)
  const { id, name, people } = location
  return (
    <tr>
      <td>
        {doing === 'rename' ? (
          <RenameLocation location={location} onEnd={() => setDoing(null)} />
        ) : (
          <strong>{name}</strong>
        )}
      </td>
      <td data-label={say.columns.people}>
        <Link
          className="link"
          to="/administration/users"
          search={{ location: id }}
          aria-label={say.seePeople(people, name)}
        >
          {say.people(people)}
        </Link>
      </td>
      <td>
        <div className={style.buttons}>
          <LinkButton label={say.renameLabel(name)} onClick={() => setDoing('rename')}>
            {say.rename}
          </LinkButton>
          <LinkButton label={say.removeLabel(name)} onClick={() => setDoing('remove')}>
            {say.remove}
          </LinkButton>
        </div>
        {doing === 'remove' && (
          <RemoveLocation location={location} onRemoved={onRemoved} onCancel={() => setDoing(null)} />
        )}
      </td>
    </tr>
  )
}

import { useProfile } from '../../data/profile.ts'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { profileWords } from '../../words/profile.ts'
import { Connections } from './connections.tsx'
import { OwnData } from './own-data.tsx'
import { OwnMethods } from './own-methods.tsx'
import { OwnPassword } from './own-password.tsx'
import style from './profile.module.css'
import { Sessions } from './sessions.tsx'

/** What a person sees and changes about themselves. */
export function UserProfile() {
  const { data: profile, error } = useProfile()
  return (
    <div className={style.page}>
      <PageHeading>{profileWords.title}</PageHeading>
      {error && <Trouble error={error} />}
      {!profile && !error && <Waiting />}
      {profile && (
        <>
          <OwnData profile={profile} />
          <OwnMethods profile={profile} />
          <Connections />
          <Sessions />
          <OwnPassword changedAt={profile.passwordChangedAt} />
        </>
      )}
    </div>
  )
}

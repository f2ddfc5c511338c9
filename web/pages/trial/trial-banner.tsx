import { useSignInPage } from '../../data/sign-in.ts'
import { words } from '../../words/en.ts'
import style from './trial-banner.module.css'

/** Stands on every page of a trial. The link opens beside this page, so that a code can be read while it is asked for. */
export function TrialBanner({ linked }: { linked: boolean }) {
  const page = useSignInPage()
  if (!page.data?.trial) return null
  return (
    <aside className={style.banner}>
      <p>{words.trial.banner}</p>
      {linked && (
        <a href="/trial" target="_blank" rel="noreferrer">
          {words.trial.toTrial}
          <span className="out-of-sight"> {words.trial.newTab}</span>
        </a>
      )}
    </aside>
  )
}

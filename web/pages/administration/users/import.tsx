import { Link } from '@tanstack/react-router'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { ImportProgress } from '../../../../contract/api/people.ts'
import { useImportPeople, useImportProgress, usePreviewImport } from '../../../data/people.ts'
import { ArrowLeftIcon } from '../../../look/icons.tsx'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { fieldFault, otherFault } from '../../../parts/fields/field-fault.ts'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { Notice } from '../../../parts/layout/notice.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'
import list from '../list.module.css'
import { type FileText, fileText } from './file-text.ts'
import { FaultyLines, GoodLines } from './import-lines.tsx'

const say = peopleWords.importing

/** R9.4: many people from a file, after a look that names every faulty line. */
export function ImportPeople() {
  return (
    <NeedsRight right="Administer Users" title={say.title}>
      <div className={list.page}>
        <Link className="link" to="/administration/users">
          <ArrowLeftIcon />
          {peopleWords.toList}
        </Link>
        <PageHeading>{say.title}</PageHeading>
        <FromFile />
      </div>
    </NeedsRight>
  )
}

function FromFile() {
  const [file, setFile] = useState<FileText | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const preview = usePreviewImport()
  const people = useImportPeople()
  const [invite, setInvite] = useState(true)
  const progress = useImportProgress(people.isPending).data?.import

  function forget() {
    setProblem(null)
    preview.reset()
    people.reset()
  }

  /** Read again whenever it is looked at, so that a file mended in between counts. */
  async function look(chosen: File | undefined) {
    forget()
    if (!chosen) return setProblem(say.missing)
    try {
      const read = fileText(new Uint8Array(await chosen.arrayBuffer()))
      setFile(read)
      preview.mutate(read.text)
    } catch {
      setProblem(say.unreadable)
    }
  }

  return (
    <>
      {progress && <Progress {...progress} />}
      <ChooseFile
        fault={problem ?? fieldFault(preview.error, 'csv')}
        error={otherFault(preview.error, 'csv')}
        isBusy={preview.isPending}
        onLook={look}
        onChange={forget}
      />
      {people.data ? (
        <Imported {...people.data} invited={invite} />
      ) : (
        preview.data && (
          <Preview
            {...preview.data}
            isGuessed={file?.isGuessed ?? false}
            error={people.error}
            isBusy={people.isPending}
            invite={invite}
            onInvite={setInvite}
            onImport={() => file !== null && people.mutate({ csv: file.text, invite })}
          />
        )
      )}
    </>
  )
}

interface ChooseFileProps {
  fault: string | undefined
  error: unknown
  isBusy: boolean
  onLook: (file: File | undefined) => void
  onChange: () => void
}

function ChooseFile({ fault, error, isBusy, onLook, onChange }: ChooseFileProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    const file = field.current?.files?.[0]
    if (!file) field.current?.focus()
    onLook(file)
  }

  return (
    <Panel title={say.choose}>
      <form className={style.spaced} onSubmit={submit} noValidate>
        <p id={`${id}-help`}>
          {say.chooseHelp} {say.intro}
          <br />
          <code>{say.columns}</code>
        </p>
        {error !== null && <Trouble error={error} />}
        <input
          ref={field}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          className={style.file}
          aria-label={say.choose}
          aria-describedby={fault ? `${id}-fault ${id}-help` : `${id}-help`}
          aria-invalid={fault !== undefined}
          onChange={onChange}
        />
        {fault && (
          <div id={`${id}-fault`}>
            <Notice kind="trouble" announced>
              {fault}
            </Notice>
          </div>
        )}
        <div className={style.buttons}>
          <ActButton variant="default" busy={isBusy} busyLabel={say.previewing}>
            {say.preview}
          </ActButton>
        </div>
      </form>
    </Panel>
  )
}

/** An import that runs, in whatever window it was begun, or that ended in the middle; nothing of one that is done. */
function Progress({ state, lines, done, added }: NonNullable<ImportProgress['import']>) {
  if (state === 'finished') return null
  if (state === 'stopped') return <Notice kind="warning">{say.stopped(done, lines, added)}</Notice>
  return (
    <Notice kind="good">
      <label>
        {say.running(done, lines)} <progress value={done} max={lines} />
      </label>
    </Notice>
  )
}

type PreviewData = NonNullable<ReturnType<typeof usePreviewImport>['data']>
type PreviewProps = PreviewData & {
  isGuessed: boolean
  error: unknown
  isBusy: boolean
  invite: boolean
  onInvite: (invite: boolean) => void
  onImport: () => void
}

function Preview({
  lines,
  good,
  faulty,
  isGuessed,
  error,
  isBusy,
  invite,
  onInvite,
  onImport,
}: PreviewProps) {
  return (
    <>
      {isGuessed && <Notice kind="warning">{say.guessed}</Notice>}
      <Notice kind={faulty > 0 ? 'warning' : 'good'} announced>
        <p>{say.good(good)}</p>
        <p>{say.faulty(faulty)}</p>
      </Notice>
      {faulty > 0 && <FaultyLines lines={lines.filter(({ faults }) => faults.length > 0)} />}
      {good > 0 && <GoodLines lines={lines.filter(({ faults }) => faults.length === 0)} />}
      {Boolean(error) && <Trouble error={error} />}
      {good > 0 && (
        <div>
          <label className={style.right}>
            <input
              type="checkbox"
              checked={invite}
              disabled={isBusy}
              onChange={(event) => onInvite(event.currentTarget.checked)}
            />
            <span>{say.invite}</span>
          </label>
          <ActButton busy={isBusy} busyLabel={say.busy} onClick={onImport}>
            {say.act(good, invite)}
          </ActButton>
        </div>
      )}
    </>
  )
}

type ImportedData = NonNullable<ReturnType<typeof useImportPeople>['data']>

function Imported({ imported, leftOut, invited }: ImportedData & { invited: boolean }) {
  return (
    <>
      <Notice kind="good" announced>
        <p>{say.done(imported, invited)}</p>
        {leftOut.length > 0 && <p>{say.leftOut(leftOut.length)}</p>}
      </Notice>
      {leftOut.length > 0 && <FaultyLines lines={leftOut} />}
    </>
  )
}

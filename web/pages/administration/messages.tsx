import { getRouteApi } from '@tanstack/react-router'
import type { Message } from '../../../contract/api/messages.ts'
import { useMessages, useSendMessageAgain } from '../../data/messages.ts'
import { useSession } from '../../data/session.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { NeedsRight } from '../../parts/layout/needs-right.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { ChoiceFilter } from '../../parts/lists/choice-filter.tsx'
import { ListTable } from '../../parts/lists/list-table.tsx'
import { ShowMore } from '../../parts/lists/show-more.tsx'
import { moment } from '../../parts/time/time.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { messageWords } from '../../words/messages.ts'
import style from './list.module.css'
import { type MessageState, messageStates } from './message-search.ts'

const route = getRouteApi('/inside/administration/messages')
const say = messageWords
const kinds: Partial<Record<MessageState, string>> = { sent: 'good', failed: 'trouble', waiting: 'warning' }

/** Administration > System > Messages: what was sent, what waits, what failed and why. */
export function Messages() {
  const { state } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <NeedsRight right="View Audit" title={say.title}>
      <div className={style.page}>
        <PageHeading>{say.title}</PageHeading>
        <p className="soft">{say.intro}</p>
        <search className={style.filters}>
          <ChoiceFilter
            label={say.state}
            everything={say.everyState}
            choices={messageStates}
            names={say.states}
            value={state}
            onChoose={(chosen) =>
              void navigate({ search: chosen ? { state: chosen } : {}, replace: true, resetScroll: false })
            }
          />
        </search>
        <MessageList state={state} />
      </div>
    </NeedsRight>
  )
}

function MessageList({ state }: { state: MessageState | undefined }) {
  const list = useMessages(state)
  const again = useSendMessageAgain()
  const maySendAgain = useSession().data?.person.rights.includes('Administer Users') ?? false
  const messages = list.data?.pages.flatMap((page) => page.messages)
  if (!messages) return list.error ? <Trouble error={list.error} /> : <Waiting />
  return (
    <>
      {again.error && <Trouble error={again.error} />}
      {again.isSuccess && (
        <Notice kind="good" announced>
          {say.trying}
        </Notice>
      )}
      {messages.length === 0 ? (
        <p className={style.empty}>{state ? say.noneFound : say.empty}</p>
      ) : (
        <ListTable
          className={style.table}
          caption={say.title}
          columns={Object.values(say.columns)}
          isOld={list.isPlaceholderData}
        >
          {messages.map((message) => (
            <Row
              key={message.id}
              message={message}
              isBusy={again.isPending}
              {...(maySendAgain && { onAgain: again.mutate })}
            />
          ))}
        </ListTable>
      )}
      {list.error && <Trouble error={list.error} />}
      <div className={style.buttons}>
        <ShowMore list={list} />
        <LinkButton still={list.isFetching} onClick={() => void list.refetch()}>
          {say.reload}
        </LinkButton>
      </div>
    </>
  )
}

interface RowProps {
  message: Message
  isBusy: boolean
  onAgain?: (id: string) => void
}

function Row({ message, isBusy, onAgain }: RowProps) {
  const { id, channel, kind, recipient, person, state, createdAt, canSendAgain } = message
  const what = say.what(say.channels[channel], say.kind(kind))
  const to = say.to(person?.displayName ?? null, recipient)
  return (
    <tr>
      <td>{what}</td>
      <td data-label={say.columns.to}>{to}</td>
      <td data-label={say.columns.state}>
        <div>
          <span className={style.mark} data-kind={kinds[state]}>
            {say.states[state]}
          </span>
          <More message={message} />
          {canSendAgain && onAgain && (
            <div>
              <LinkButton still={isBusy} label={say.againLabel(what, to)} onClick={() => onAgain(id)}>
                {say.again}
              </LinkButton>
            </div>
          )}
        </div>
      </td>
      <td data-label={say.columns.when}>{moment(new Date(createdAt), new Date())}</td>
    </tr>
  )
}

/** Why, how often, and when again; nothing where it simply left. */
function More({ message: { fault, tries, nextTryAt } }: { message: Message }) {
  const parts = [
    fault,
    tries > 1 ? say.tries(tries) : null,
    nextTryAt === null ? null : say.nextTry(moment(new Date(nextTryAt), new Date())),
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : <div className="soft">{parts.join(' · ')}</div>
}

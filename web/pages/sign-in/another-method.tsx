import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Method } from '../../../contract/words.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import { useChooseMethod, useForgetStep, useStep } from '../../data/sign-in.ts'
import { ArrowLeftIcon, ArrowRightIcon } from '../../look/icons.tsx'
import { methodIcons } from '../../look/method-icons.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { CardPage, Stack } from '../../parts/layout/card-page.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { WhomToAsk } from '../../parts/layout/whom-to-ask.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import style from './another-method.module.css'
import type { CodeStep } from './code-message.tsx'

/** The other ways of the sign-in under way. Without one there is nothing to choose, and the sign-in page says what is. */
export function AnotherMethodPage() {
  const navigate = useNavigate()
  const { data: step, isPending, error } = useStep()
  const code = step?.step === 'code' ? step : null
  const isElsewhere = !isPending && !error && code === null
  useEffect(() => {
    if (isElsewhere) void navigate({ to: '/sign-in', search: true, replace: true })
  }, [isElsewhere, navigate])

  if (error)
    return (
      <CardPage name="">
        <Trouble error={error} />
      </CardPage>
    )
  return code ? (
    <AnotherMethod step={code} onBack={() => navigate({ to: '/sign-in', search: true, replace: true })} />
  ) : (
    <Waiting />
  )
}

function AnotherMethod({ step, onBack }: { step: CodeStep; onBack: () => void }) {
  const choose = useChooseMethod()
  const forget = useForgetStep()

  function take(method: Method) {
    if (choose.isPending) return
    choose.mutate(method, { onSuccess: onBack, onError: refused })
  }

  function refused(error: unknown) {
    const told = failureCode(error)
    if (told === 'sign-in-over' || told === 'no-sign-in') forget()
  }

  return (
    <CardPage name={step.organization}>
      <Stack>
        <PageHeading>{words.anotherMethod.title}</PageHeading>
        <p>{step.otherMethods.length > 0 ? words.anotherMethod.intro : words.anotherMethod.none}</p>
        {choose.error && <Trouble error={choose.error} />}
        <ul className={style.methods}>
          {step.otherMethods.map((method) => (
            <li key={method}>
              <MethodChoice
                method={method}
                to={step.otherAddresses[method]}
                isBusy={choose.isPending}
                onTake={take}
              />
            </li>
          ))}
        </ul>
        <WhomToAsk lead={words.anotherMethod.noneOfThese} waysOut={step.waysOut} />
        <LinkButton onClick={onBack}>
          <ArrowLeftIcon />
          {words.anotherMethod.back}
        </LinkButton>
      </Stack>
    </CardPage>
  )
}

interface MethodProps {
  method: Method
  to: string | undefined
  isBusy: boolean
  onTake: (method: Method) => void
}

function MethodChoice({ method, to, isBusy, onTake }: MethodProps) {
  const Icon = methodIcons[method]
  return (
    <button
      type="button"
      className={style.method}
      aria-disabled={isBusy || undefined}
      onClick={() => onTake(method)}
    >
      <Icon size={24} />
      <span>
        <strong>
          {words.anotherMethod.methods[method]}
          {to && (
            <>
              {' '}
              {words.anotherMethod.to} <span className="whole">{to}</span>
            </>
          )}
        </strong>
        <span className="soft">{words.anotherMethod.needs[method]}</span>
      </span>
      <ArrowRightIcon />
    </button>
  )
}

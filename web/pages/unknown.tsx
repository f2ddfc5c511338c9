import { Button } from '@mantine/core'
import { CardPage, Row, Stack } from '../parts/layout/card-page.tsx'
import { PageHeading } from '../parts/layout/page-heading.tsx'
import { Trouble } from '../parts/trouble/trouble.tsx'
import { words } from '../words/en.ts'

/** An address that leads nowhere, with the way home. */
export function Unknown() {
  return (
    <CardPage name="">
      <Stack>
        <PageHeading>{words.unknown.title}</PageHeading>
        <p>{words.unknown.text}</p>
        <Row>
          <Button component="a" href="/">
            {words.unknown.home}
          </Button>
        </Row>
      </Stack>
    </CardPage>
  )
}

/** A page that broke. */
export function Fault({ error }: { error: unknown }) {
  return (
    <CardPage name="">
      <Stack>
        <PageHeading>{words.trouble.title}</PageHeading>
        <Trouble error={error} />
        <Row>
          <Button onClick={() => window.location.reload()}>{words.trouble.again}</Button>
          <a className="link" href="/">
            {words.unknown.home}
          </a>
        </Row>
      </Stack>
    </CardPage>
  )
}

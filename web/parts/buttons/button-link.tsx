import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/** Leads to another page, and looks like the one primary button. */
export const ButtonLink = createLink((props: ButtonProps & ComponentProps<'a'>) => (
  <Button {...props} component="a" />
))

import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

/** As long as somebody types, nothing is looked for. */
const pause = 250

interface SearchFieldProps {
  label: string
  description?: string
  className?: string | undefined
  /** What is looked for now. */
  value: string
  onSearch: (text: string) => void
}

/** Looks while somebody types; follows when what is looked for changes from elsewhere, as by the back button. */
export function SearchField({ value, onSearch, ...field }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const known = useRef(value)
  useEffect(() => {
    if (value === known.current) return
    known.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === known.current) return
    const timer = setTimeout(() => {
      known.current = wanted
      onSearch(wanted)
    }, pause)
    return () => clearTimeout(timer)
  }, [text, onSearch])
  return (
    <TextInput
      {...field}
      type="search"
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

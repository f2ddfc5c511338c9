import { useEffect, useState } from 'react'
import { words } from '../../words/en.ts'

/** Copies a text, and says so for a moment. `label` tells readers what is copied. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <button
      type="button"
      className="link"
      aria-label={copied ? words.copied : label}
      onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {copied ? words.copied : words.copy}
    </button>
  )
}

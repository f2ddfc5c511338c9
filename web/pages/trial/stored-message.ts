/** Decides which code a kept message of the trial carries, so that the page can show it large. */

/** The code of a message, or null when it carries none: "407112 is your …" or "… code is 407112". */
export function codeIn({ subject, body }: { subject?: string | undefined; body: string }): string | null {
  const found =
    /^\s*(\d{4,8}) is your\b/.exec(body) ?? /\bcode is (\d{4,8})\b/.exec(`${subject ?? ''}\n${body}`)
  return found?.[1] ?? null
}

/** The mark of the house, where an organization has set no logo of its own. */
export function DoorMark({ size = 44 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round">
        <path d="M10 25V12a6 6 0 0 1 12 0v13" />
        <path d="M7 25h18" />
      </g>
      <circle cx="18.4" cy="18.4" r="1.5" fill="#fff" />
    </svg>
  )
}

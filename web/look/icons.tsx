import type { ReactNode } from 'react'

/** Small drawings beside words; they never stand for a word. */
function icon(drawing: ReactNode) {
  return function Icon({ size = 20 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {drawing}
      </svg>
    )
  }
}

export const EnvelopeIcon = icon(<path d="M3 6.5h18v12H3zM3.5 7l8.5 6.5L20.5 7" />)
export const PhoneIcon = icon(<path d="M7 2.500h10v19H7zM11 18.500h2" />)
export const AppIcon = icon(
  <path d="M12 3l7.5 3v5.500c0 4.5-3.2 7.8-7.5 9.5-4.3-1.7-7.5-5-7.5-9.500V6zM8.8 12l2.3 2.3 4.2-4.6" />,
)
export const ComputerIcon = icon(<path d="M3 4.500h18v11.500H3zM9 20h6M12 16v4" />)
export const WarningIcon = icon(<path d="M12 3.500L22 20.500H2zM12 10v4.500M12 17.500v.1" />)
export const CheckIcon = icon(<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.300l2.7 2.7 5.3-5.6" />)
export const InfoIcon = icon(<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.500M12 7.500v.1" />)
export const ArrowDownIcon = icon(<path d="M6 9l6 6 6-6" />)
export const ArrowRightIcon = icon(<path d="M9 6l6 6-6 6" />)
export const ArrowLeftIcon = icon(<path d="M15 6l-6 6 6 6" />)
export const SortIcon = icon(<path d="M8 10l4-4 4 4M8 14l4 4 4-4" />)
export const SortUpIcon = icon(<path d="M7 14l5-5 5 5" />)
export const TickIcon = icon(<path d="M5.500 12.500l4.500 4.500 9-10" />)

import { Fragment } from 'react'

/** Year, running number, check digit. */
const CASE_NUMBER = /(\d{4}-\d{8}-\d)/

/** A sentence whose case numbers stay in one piece: at a line's end the browser would break them at their hyphens. */
export function Unbroken({ text }: { text: string }) {
  return text.split(CASE_NUMBER).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="unbroken">
        {part}
      </span>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  )
}

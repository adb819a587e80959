import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon, type IconName } from './icon.tsx'

export type ButtonKind = 'main' | 'line' | 'plain' | 'quiet' | 'danger' | 'danger main' | 'report'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  kind?: ButtonKind
  big?: boolean
  full?: boolean
  /** Only as wide as a thumb. */
  narrow?: boolean
  busy?: boolean
  icon?: IconName
  children: ReactNode
}

/** While busy it keeps its size and its place, and cannot be pressed again. */
export function Button({ kind = 'line', big, full, narrow, busy, icon, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={narrow ? `${buttonClass(kind, big, full)} narrow` : buttonClass(kind, big, full)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}

export function ButtonLink({
  to,
  kind = 'line',
  big,
  full,
  icon,
  children,
}: {
  to: string
  kind?: ButtonKind
  big?: boolean
  full?: boolean
  icon?: IconName
  children: ReactNode
}) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
  // Anything with a scheme (tel:, geo:) leaves the app and must not go through the router.
  if (/^[a-z]+:/.test(to)) {
    return (
      <a href={to} className={buttonClass(kind, big, full)}>
        {inside}
      </a>
    )
  }
  return (
    <Link href={to} className={buttonClass(kind, big, full)}>
      {inside}
    </Link>
  )
}

function buttonClass(kind: ButtonKind, big?: boolean, full?: boolean): string {
  return ['button', kind, big && 'big', full && 'full'].filter(Boolean).join(' ')
}

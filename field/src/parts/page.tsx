import { type ReactNode, useEffect } from 'react'
import { commonWords } from '../words/common.ts'
import { useWords } from '../words/language.ts'
import { Icon } from './icon.tsx'

/** One screen: a heading, a way back where there is one, and room for the bar at the thumb. */
export function Page({
  title,
  under,
  back,
  tabs,
  foot,
  actions,
  children,
}: {
  title: string
  under?: string
  back?: () => void
  tabs?: boolean
  foot?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const words = useWords(commonWords)
  useEffect(() => {
    document.title = `${title} · ${words.appName}`
  }, [title, words])
  return (
    <>
      <header className="top">
        {back && (
          <button type="button" className="icon-button" onClick={back} aria-label={words.back}>
            <Icon name="back" />
          </button>
        )}
        <h1>
          <span className="title">{title}</span>
          {under && <span className="under">{under}</span>}
        </h1>
        {actions}
      </header>
      <main className={tabs ? 'page with-tabs' : foot ? 'page with-foot' : 'page'} id="content">
        {children}
      </main>
      {foot && <div className="foot">{foot}</div>}
    </>
  )
}

/** Back to where the person came from; from a link opened by itself, to the first screen. */
export function goBack(): void {
  if (history.length > 1) history.back()
  else location.assign('/field/')
}

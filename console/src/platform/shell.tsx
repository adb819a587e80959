/** Around everything: AntD's tokens and language, messages, and the way to the login when the session has ended. */
import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { whenSignedOut } from './call.ts'
import { useLanguage } from './language.ts'
import { stopLive } from './live.ts'
import { antTokens } from './palette.ts'
import { keepSession } from './session.ts'
import { useShade } from './shade.ts'
import { Toasts } from './toast.tsx'

export function Shell() {
  const to = useLanguage()
  const shade = useShade()
  const navigate = useNavigate()
  const href = useRouterState({ select: (state) => state.location.href })
  useEffect(() => {
    whenSignedOut(() => {
      stopLive()
      keepSession(null)
      if (!href.startsWith('/login')) void navigate({ to: '/login', search: { back: href, ended: true } })
    })
  }, [href, navigate])
  return (
    <ConfigProvider locale={to === 'zh' ? zhCN : enUS} theme={antTokens(shade)} button={{ autoInsertSpace: false }}>
      <Outlet />
      <Toasts />
    </ConfigProvider>
  )
}

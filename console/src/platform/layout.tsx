/** The frame of every page behind the login: header, navigation by powers, the page, help and messages. */
import { Button, Dropdown, Tag, Tooltip } from 'antd'
import ApartmentOutlined from '@ant-design/icons/ApartmentOutlined'
import AppstoreOutlined from '@ant-design/icons/AppstoreOutlined'
import BarChartOutlined from '@ant-design/icons/BarChartOutlined'
import BgColorsOutlined from '@ant-design/icons/BgColorsOutlined'
import BookOutlined from '@ant-design/icons/BookOutlined'
import BorderInnerOutlined from '@ant-design/icons/BorderInnerOutlined'
import CalendarOutlined from '@ant-design/icons/CalendarOutlined'
import DeleteOutlined from '@ant-design/icons/DeleteOutlined'
import EnvironmentOutlined from '@ant-design/icons/EnvironmentOutlined'
import EyeOutlined from '@ant-design/icons/EyeOutlined'
import FileProtectOutlined from '@ant-design/icons/FileProtectOutlined'
import FileSearchOutlined from '@ant-design/icons/FileSearchOutlined'
import GlobalOutlined from '@ant-design/icons/GlobalOutlined'
import MenuOutlined from '@ant-design/icons/MenuOutlined'
import PlusCircleOutlined from '@ant-design/icons/PlusCircleOutlined'
import QuestionCircleOutlined from '@ant-design/icons/QuestionCircleOutlined'
import TeamOutlined from '@ant-design/icons/TeamOutlined'
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined'
import UserOutlined from '@ant-design/icons/UserOutlined'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { DOORS, doorsFor, type Door } from './doors.ts'
import { exactTime } from './format.ts'
import { KeyHelp } from './key-help.tsx'
import { useKeys } from './keys.ts'
import { setLanguage, useLanguage, useWords } from './language.ts'
import { startLive, stopLive, useLive } from './live.ts'
import { platformWords } from './locale.ts'
import { useNow } from './now.ts'
import { Loading } from './parts/states.tsx'
import { sentenceOf } from './problem.ts'
import { signOut, useMe } from './session.ts'
import { useSimulatedTime } from './simulated-time.ts'
import { chooseShade, shadeChoice, type ShadeChoice } from './shade.ts'
import { toast } from './toast.tsx'

const ICONS: Record<Door['word'], ReactNode> = {
  desk: <AppstoreOutlined />,
  cases: <UnorderedListOutlined />,
  report: <PlusCircleOutlined />,
  overview: <BarChartOutlined />,
  map: <EnvironmentOutlined />,
  checks: <FileSearchOutlined />,
  oversight: <EyeOutlined />,
  audit: <FileProtectOutlined />,
  accounts: <TeamOutlined />,
  duties: <ApartmentOutlined />,
  territory: <BorderInnerOutlined />,
  catalogue: <BookOutlined />,
  calendar: <CalendarOutlined />,
  erasure: <DeleteOutlined />,
  profile: <UserOutlined />,
}

export function Layout() {
  const words = useWords(platformWords)
  const me = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [help, setHelp] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const doors = doorsFor(me.abilities)
  const timeKnown = useSimulatedTime(me.city.kind === 'simulated')
  useEffect(() => setOpen(false), [path])
  useEffect(() => {
    if (!me.abilities.includes('case.list')) return
    startLive()
    return stopLive
  }, [me])
  useKeys({
    '?': () => setHelp(true),
    ...Object.fromEntries(
      DOORS.filter((door) => doors.includes(door)).map((door) => [
        `g ${door.key}`,
        () => void navigate({ to: door.to }),
      ]),
    ),
  })
  return (
    <div className={`frame${open ? ' frame-open' : ''}`}>
      <a className="skip" href="#page">
        {words.skip}
      </a>
      <header className="header">
        <Button
          className="header-menu"
          type="text"
          icon={<MenuOutlined />}
          aria-label={open ? words.closeMenu : words.openMenu}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <Link to="/" className="brand">
          <img src="/mark.svg" alt="" width="26" height="26" />
          <span className="brand-city">{me.city.name}</span>
          <span className="brand-product">{words.product}</span>
        </Link>
        <CityKind kind={me.city.kind} />
        <span className="header-space" />
        {me.abilities.includes('case.list') && <LiveMark />}
        <Tooltip title={`${words.help} ?`}>
          <Button
            className="wide-only"
            type="text"
            icon={<QuestionCircleOutlined />}
            aria-label={words.help}
            onClick={() => setHelp(true)}
          />
        </Tooltip>
        <LanguageAndShade />
        <WhoAmI />
      </header>
      <nav className="nav" aria-label={words.menu}>
        {doors.map((door) => (
          <Link
            key={door.to}
            to={door.to}
            className="nav-door"
            activeOptions={{ exact: door.to === '/', includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {ICONS[door.word]}
            <span>{words.nav[door.word]}</span>
            <kbd aria-hidden>g {door.key}</kbd>
          </Link>
        ))}
      </nav>
      {open && (
        <button type="button" className="nav-veil" aria-label={words.closeMenu} onClick={() => setOpen(false)} />
      )}
      <main id="page" className="page" tabIndex={-1}>
        {timeKnown ? <Outlet /> : <Loading rows={8} />}
      </main>
      <KeyHelp doors={doors} open={help} close={() => setHelp(false)} />
    </div>
  )
}

/** A city that is not real says so on every page. */
export function CityKind({ kind }: { kind: 'real' | 'demo' | 'simulated' }) {
  const words = useWords(platformWords)
  const now = useNow(10)
  if (kind === 'real') return null
  const simulated = kind === 'simulated'
  return (
    <Tooltip title={simulated ? words.simulatedHint : words.demoHint}>
      <Tag className="city-kind" tabIndex={0}>
        {simulated ? words.simulated(exactTime(now).slice(0, 16)) : words.demo}
      </Tag>
    </Tooltip>
  )
}

function LiveMark() {
  const words = useWords(platformWords)
  const state = useLive()
  return (
    <Tooltip title={words.liveHint[state]}>
      <span className={`live live-${state}`} role="status" tabIndex={0}>
        <span className="live-dot" aria-hidden />
        <span className="live-word">{words.live[state]}</span>
      </span>
    </Tooltip>
  )
}

export function LanguageAndShade() {
  const words = useWords(platformWords)
  const to = useLanguage()
  const [choice, setChoice] = useState<ShadeChoice>(shadeChoice)
  const pick = (next: ShadeChoice) => {
    chooseShade(next)
    setChoice(next)
  }
  const shades: ShadeChoice[] = ['light', 'dark', 'system']
  return (
    <>
      <Button
        type="text"
        icon={<GlobalOutlined />}
        aria-label={`${words.language}: ${to === 'zh' ? words.english : words.chinese}`}
        lang={to === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(to === 'zh' ? 'en' : 'zh')}
      >
        <span className="wide-only">{to === 'zh' ? 'English' : '中文'}</span>
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [choice],
          items: shades.map((key) => ({ key, label: words[key] })),
          onClick: ({ key }) => pick(key as ShadeChoice),
        }}
      >
        <Button type="text" icon={<BgColorsOutlined />} aria-label={words.shade} />
      </Dropdown>
    </>
  )
}

function WhoAmI() {
  const words = useWords(platformWords)
  const to = useLanguage()
  const me = useMe()
  const navigate = useNavigate()
  const leave = () =>
    signOut().then(
      () => navigate({ to: '/login' }),
      (error: unknown) => void toast('danger', sentenceOf(error, to)),
    )
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [{ key: 'me', label: words.me }, { type: 'divider' }, { key: 'out', label: words.signOut }],
        onClick: ({ key }) => void (key === 'me' ? navigate({ to: '/me' }) : leave()),
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={`${words.me}: ${me.account.name}`}>
        <span className="wide-only">{me.account.name}</span>
      </Button>
    </Dropdown>
  )
}

/** The few pictures that the app needs, drawn with one pen. They are always beside a word, so they are hidden from readers. */
const PATHS = {
  today: 'M4 6h16M4 12h16M4 18h10',
  camera:
    'M4 8h3l2-3h6l2 3h3a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM12 10a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  me: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3.6-6 8-6s8 2 8 6',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 13l5 5L20 7',
  pin: 'M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.800 7 11 7 11zM12 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2',
  alert: 'M12 3l10 18H2L12 3zM12 10v5M12 18v.1',
  send: 'M4 12l16-8-6 16-3-7-7-1z',
  phone: 'M6 3h3l2 5-2.500 1.500a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  next: 'M9 5l7 7-7 7',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4',
  tool: 'M14 6a4 4 0 0 1 5-1l-3 3 2 2 3-3a4 4 0 0 1-5.500 5L8 19.500 4.500 16l7.500-7.500A4 4 0 0 1 14 6z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5',
  route: 'M12 3l9 18-9-5-9 5z',
  outbox: 'M4 13v6h16v-6M12 16V4M7 9l5-5 5 5',
  empty: 'M4 12l3-7h10l3 7v7H4zM4 12h5l1.500 3h3L15 12h5',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  offline: 'M3 3l18 18M8.500 15.500a5 5 0 0 1 6 .5M5 12a10 10 0 0 1 4-2.600M19 12a10 10 0 0 0-6.500-3M12 19.500v.1',
  note: 'M5 4h14v12l-4 4H5zM9 9h6M9 13h4',
  undo: 'M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  people:
    'M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM2 20c0-3.500 3-5 7-5s7 1.500 7 5M16 5.500a3.500 3.500 0 0 1 0 6.500M18 15.500c2.500.6 4 2 4 4.500',
  compass: 'M12 2v4M12 18v4M2 12h4M18 12h4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
} as const
export type IconName = keyof typeof PATHS

export function Icon({ name, large }: { name: IconName; large?: boolean }) {
  return (
    <svg className={large ? 'icon large' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

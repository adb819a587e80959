/**
 * The one palette, for light and dark. AntD's tokens and our own CSS variables both come from here.
 * Every pair of text and ground reaches a contrast of 4.5:1 (WCAG 2.2 AA).
 */
import { theme as antTheme, type ThemeConfig } from 'antd'

export type Shade = 'light' | 'dark'

const palettes = {
  light: {
    ground: '#f3f5f7',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#eaeef2',
    line: '#dde3e9',
    'line-strong': '#b8c2cc',
    text: '#1b2733',
    'text-2': '#4a5866',
    'text-3': '#5c6874',
    accent: '#1f5a8a',
    'accent-soft': '#e4eef7',
    'accent-text': '#17486f',
    danger: '#b3261e',
    'danger-soft': '#fcebe9',
    warn: '#8f5a00',
    'warn-soft': '#fdf2dc',
    'warn-mark': '#d98a00',
    good: '#1e6b4a',
    'good-soft': '#e3f3ea',
    'good-mark': '#2f9469',
    pause: '#6b5b95',
    'pause-soft': '#efebf7',
    header: '#173f61',
    'header-text': '#ffffff',
    'header-text-2': '#c4d6e6',
  },
  dark: {
    ground: '#10161c',
    surface: '#18212a',
    raised: '#1f2a34',
    sunken: '#131b23',
    line: '#2b3843',
    'line-strong': '#47586a',
    text: '#e6ecf1',
    'text-2': '#b3c0cc',
    'text-3': '#8f9eac',
    accent: '#6aaee6',
    'accent-soft': '#1c3347',
    'accent-text': '#9ccbf2',
    danger: '#ff8a80',
    'danger-soft': '#3d2020',
    warn: '#f0b95a',
    'warn-soft': '#3a2d14',
    'warn-mark': '#e0a23c',
    good: '#6fd0a2',
    'good-soft': '#17352a',
    'good-mark': '#45b083',
    pause: '#b6a6e0',
    'pause-soft': '#2a2540',
    header: '#0d2233',
    'header-text': '#eef4f9',
    'header-text-2': '#9db4c8',
  },
} as const satisfies Record<Shade, Record<string, string>>

export type Tone = keyof (typeof palettes)['light']

export function palette(shade: Shade): Record<Tone, string> {
  return palettes[shade]
}

/** Writes the palette as `--ground`, `--text`… on the document, and tells the browser the scheme. */
export function paint(shade: Shade): void {
  const root = document.documentElement
  root.dataset['shade'] = shade
  root.style.colorScheme = shade
  for (const [name, value] of Object.entries(palettes[shade])) root.style.setProperty(`--${name}`, value)
}

const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif"

export function antTokens(shade: Shade): ThemeConfig {
  const p = palettes[shade]
  return {
    algorithm: shade === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: shade === 'light' ? p.accent : '#3f86c4',
      colorLink: p.accent,
      colorError: shade === 'light' ? p.danger : '#e5645a',
      colorWarning: p['warn-mark'],
      colorSuccess: p['good-mark'],
      colorBgLayout: p.ground,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorBorder: p['line-strong'],
      colorBorderSecondary: p.line,
      colorText: p.text,
      colorTextSecondary: p['text-2'],
      colorTextTertiary: p['text-3'],
      colorTextPlaceholder: p['text-3'],
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 6,
      controlHeight: 34,
      wireframe: false,
    },
    components: { Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
  }
}

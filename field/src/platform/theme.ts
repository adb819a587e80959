import { setting } from './setting.ts'

export type Theme = 'system' | 'light' | 'dark'
export const theme = setting<Theme>('theme', 'system')

/** Puts the theme and the language where the style sheet and screen readers look for them. */
export function applyTheme(value: Theme): void {
  if (value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = value
}

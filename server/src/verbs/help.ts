/** help: the verbs and the settings. */
import { SETTINGS } from '../platform/settings.ts'

export const VERBS: readonly [usage: string, zh: string, en: string][] = [
  ['serve', '启动服务（默认）', 'run the server (the default)'],
  ['migrate', '升级数据库后退出', 'bring the database up to date, then end'],
  ['verify [--against FILE]', '核验事件链与封印', 'check the chains of events and the seals'],
  ['import-cases FILE', '接入原系统的历史事件（CSV、XLSX）', 'take in the cases of an old system (CSV, XLSX)'],
  ['code', '演示账号此刻的动态口令', 'the code of the demo accounts at this moment'],
  ['help', '显示本页', 'show this page'],
]

export function help(): number {
  const row = (left: string, zh: string, en: string) => `  ${left.padEnd(26)} ${zh}\n  ${''.padEnd(26)} ${en}\n`
  const settings = SETTINGS.map(([name, fallback, zh, en]) => row(`${name}${fallback ? `=${fallback}` : ''}`, zh, en))
  process.stdout.write(
    `闭环 Bihuan\n\nnode tools/start.mjs <verb>\n\n${VERBS.map((verb) => row(...verb)).join('')}\n设置（环境变量） · settings (environment variables)\n\n${settings.join('')}`,
  )
  return 0
}

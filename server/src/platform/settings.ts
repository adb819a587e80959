/** The settings, from environment variables. Each has a default that suits a first start; a bad value is said, not guessed at. */
import { resolve } from 'node:path'
import { DEFAULT_LIMITS, type Limits } from './http-limits.ts'
import { LaunchProblem } from './launch-problem.ts'
import { LEVELS, type Level } from './logging.ts'
import type { CityKind } from './city.ts'

export interface Settings {
  /** Where to listen. 127.0.0.1 by default: the demo city's logins are known to everybody, so nobody else is let in unasked. */
  host: string
  port: number
  dataDir: string
  /** null: the embedded server in `dataDir`. */
  databaseUrl: string | null
  logLevel: Level
  masterKeyFile: string
  limits: Limits | 'off'
  trustProxy: string | undefined
  mapOrigins: string[]
  /** Schema of the city that this process serves. */
  city: string
  /** What a city that is not there yet is made as. */
  cityKind: CityKind
  cityName: string
  /** Whose words the stages of a case bear: a profile of the catalogue. */
  stages: string
  poolSize: number
}

/** For `help`: name, default, meaning. */
export const SETTINGS: readonly [name: string, fallback: string, zh: string, en: string][] = [
  [
    'HOST',
    '127.0.0.1',
    '监听地址；0.0.0.0 表示允许其他设备访问',
    'address to listen on; 0.0.0.0 lets other devices in',
  ],
  ['PORT', '8080', '端口', 'port'],
  ['DATA_DIR', './data', '数据文件夹', 'data folder'],
  [
    'DATABASE_URL',
    '',
    'PostgreSQL 15+ 的地址；不填则使用内置数据库',
    'a PostgreSQL 15 or newer; without it the embedded one',
  ],
  ['LOG_LEVEL', 'info', `日志级别：${LEVELS.join(' | ')}`, `one of ${LEVELS.join(' | ')}`],
  ['MASTER_KEY_FILE', 'DATA_DIR/keys/master.key', '主密钥文件', 'file of the master key'],
  [
    'RATE_LIMIT',
    `${DEFAULT_LIMITS.perAccount}`,
    '每个账号每分钟的请求数；off 表示不限',
    'requests a minute per account; off for none',
  ],
  ['TRUST_PROXY', '', '可信的反向代理地址', 'proxies whose forwarded address is believed'],
  ['MAP_ORIGINS', '', '地图瓦片服务的地址，用空格分隔', 'origins of map tile servers, separated by spaces'],
  ['CITY', 'main', '城市（模式名）', 'the city (schema)'],
  [
    'CITY_KIND',
    'demo',
    '首次启动时建立的城市：demo | real | simulated',
    'what a new city is made as: demo | real | simulated',
  ],
  ['CITY_NAME', '演示市', '首次启动时建立的城市名称', 'name of a new city'],
  ['STAGES', 'five', '环节名称：five 五步 | six 六步 | seven 七步', 'names of the stages: five | six | seven steps'],
  ['POOL_SIZE', '10', '数据库连接数，另有两条专供写入', 'connections to the database, besides two that only write'],
]

function refuse(name: string, value: string, zh: string, en: string): never {
  throw new LaunchProblem(
    `设置 ${name}="${value}" 无效：${zh}。请修改后重新启动（node tools/start.mjs help 列出全部设置）。`,
    `The setting ${name}="${value}" is not valid: ${en}. Correct it and start again (node tools/start.mjs help lists all settings).`,
    2,
  )
}

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined
  const value = (name: string): string => given(name) ?? SETTINGS.find(([known]) => known === name)![1]
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T => {
    const text = value(name) as T
    return allowed.includes(text)
      ? text
      : refuse(name, text, `应为 ${allowed.join('、')} 之一`, `it must be one of ${allowed.join(', ')}`)
  }
  const whole = (name: string, least: number, most: number): number => {
    const text = value(name)
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= least && number <= most) return number
    return refuse(
      name,
      text,
      `应为 ${least} 到 ${most} 之间的整数`,
      `it must be a whole number from ${least} to ${most}`,
    )
  }
  const dataDir = resolve(value('DATA_DIR'))
  const city = value('CITY')
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(city) || city === 'bihuan_shared' || city === 'public' || city.startsWith('pg_')) {
    refuse('CITY', city, '应为小写字母开头的短名', 'it must be a short name of lower case letters, digits and _')
  }
  return {
    host: value('HOST'),
    port: whole('PORT', 0, 65_535),
    dataDir,
    databaseUrl: databaseUrl(given('DATABASE_URL')),
    logLevel: oneOf('LOG_LEVEL', LEVELS),
    masterKeyFile: resolve(given('MASTER_KEY_FILE') ?? `${dataDir}/keys/master.key`),
    limits: value('RATE_LIMIT') === 'off' ? 'off' : limitsOf(whole('RATE_LIMIT', 1, 1_000_000)),
    trustProxy: given('TRUST_PROXY'),
    mapOrigins: (given('MAP_ORIGINS') ?? '').split(/\s+/).filter(Boolean).map(origin),
    city,
    cityKind: oneOf('CITY_KIND', ['demo', 'real', 'simulated'] as const),
    cityName: value('CITY_NAME'),
    stages: oneOf('STAGES', ['five', 'six', 'seven'] as const),
    poolSize: whole('POOL_SIZE', 2, 200),
  }
}

/** An office shares an address: it may do what five busy people may. */
function limitsOf(perAccount: number): Limits {
  return { perAccount, perAddress: perAccount * 5 }
}

function databaseUrl(text: string | undefined): string | null {
  if (text === undefined) return null
  const example = 'postgres://user:password@host:5432/database'
  // The text itself may hold a password and is not repeated.
  if (!URL.canParse(text) || !/^postgres(ql)?:$/.test(new URL(text).protocol))
    refuse('DATABASE_URL', '…', `应类似 ${example}`, `it must look like ${example}`)
  return text
}

function origin(text: string): string {
  if (!/^https?:\/\/[a-z0-9.*:-]+$/i.test(text))
    refuse('MAP_ORIGINS', text, '应为 https://主机 的形式', 'it must have the form https://host')
  return text
}

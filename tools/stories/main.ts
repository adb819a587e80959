/** `npm run story -- ningwei|daqing|dongguan|chengdu|jinhua [--keep DIR]`: what a city's account tells, through the product. Exit code 1 when a figure differs. */
import { parseArgs } from 'node:util'
import { Person } from '../play/api.ts'
import { tell } from '../play/telling.ts'
import { chengdu } from './chengdu.ts'
import { daqing } from './daqing.ts'
import { dongguan } from './dongguan.ts'
import { jinhua } from './jinhua.ts'
import { ningwei } from './ningwei.ts'

const STORIES: Record<string, (options: { keep?: string | undefined }) => Promise<number>> = {
  ningwei,
  daqing,
  dongguan,
  chengdu,
  jinhua,
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } })
  const story = positionals.length === 1 ? STORIES[positionals[0]!] : undefined
  if (!story) {
    const names = Object.keys(STORIES).join(' | ')
    tell(`用法：npm run story -- ${names} [--keep 文件夹]`, `usage: npm run story -- ${names} [--keep DIR]`)
    return 2
  }
  const begun = Date.now()
  const differing = await story({ keep: values.keep })
  const seconds = Math.round((Date.now() - begun) / 1000)
  if (differing === 0)
    tell(`✓ 全部一致（${Person.acts} 个动作，${seconds} 秒）`, `all equal (${Person.acts} acts, ${seconds} s)`)
  else tell(`✗ ${differing} 项不一致`, `${differing} figures differ`)
  return differing === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  tell(`✗ 故事中断：${(error as Error).message}`, `The story broke off: ${(error as Error).message}`)
  if (process.env['DEBUG']) console.error(error)
  process.exitCode = 1
}

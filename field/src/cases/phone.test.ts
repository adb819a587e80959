import { expect, it } from 'vitest'
import { phoneIn } from './phone.ts'

it.each([
  ['消防救援 119', '119'],
  ['供电抢修 95598', '95598'],
  ['燃气公司 0579-82345678', '0579-82345678'],
  ['社区网格长 13805790000', '13805790000'],
  ['责令停止通知书 2 份', null],
  ['《条例》第 1234567 号', null],
  ['规划部门', null],
])('%s can be called at %s', (text, number) => {
  expect(phoneIn(text)).toBe(number)
})

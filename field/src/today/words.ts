import type { AnswerOf } from '../platform/api.ts'
import { dictionary } from '../words/language.ts'

type Tab = AnswerOf<'GET /api/v1/desk'>['tabs'][number]['tab']

const tabsZh: Record<Tab, string> = {
  assess: '受理',
  dispatch: '派遣',
  requests: '审批',
  accept: '待接单',
  handle: '待处置',
  review: '待审核',
  verify: '待核查',
  'call-back': '回访',
  supervise: '督办',
  calls: '呼叫',
  escalated: '超时上报',
  supplement: '待补充',
}
const tabsEn: Record<Tab, string> = {
  assess: 'assess',
  dispatch: 'dispatch',
  requests: 'requests',
  accept: 'to accept',
  handle: 'to fix',
  review: 'to review',
  verify: 'to verify',
  'call-back': 'call back',
  supervise: 'supervised',
  calls: 'calls',
  escalated: 'told overdue',
  supplement: 'to supplement',
}

export const todayWords = dictionary({
  zh: {
    tabs: tabsZh,
    waits: '待我办',
    found: '我发现的',
    all: '全部',
    nothing: '手上没有要办的事',
    nothingMore: '有新的会自动出现在这里。',
    foundNothing: '您还没有上报过',
    foundNothingMore: '看到隐患，按下面的“上报”。',
    danger: '危及生命 · 立即上报',
    withoutPhoto: '不拍照上报',
    draft: '未发送的草稿',
    dangerShort: '危及生命',
    drop: '丢弃',
    sending: '待发送',
    refused: '被退回',
    greeting: (name: string) => `${name}，您好`,
  },
  en: {
    tabs: tabsEn,
    waits: 'Waits for me',
    found: 'I found',
    all: 'all',
    nothing: 'Nothing waits for you',
    nothingMore: 'New work appears here by itself.',
    foundNothing: 'You have not reported anything yet',
    foundNothingMore: 'If you see a hazard, press “Report” below.',
    danger: 'Danger to life · report at once',
    withoutPhoto: 'Report without a photo',
    draft: 'Draft, not sent',
    dangerShort: 'danger',
    drop: 'Discard',
    sending: 'to be sent',
    refused: 'refused',
    greeting: (name: string) => `Hello, ${name}`,
  },
})

import type { CheckResult, Fault } from '@bihuan/domain/oversight/words'
import { dictionary } from '../words/language.ts'

const resultsZh: Record<CheckResult, string> = {
  'as-recorded': '与记录一致',
  'data-wrong': '数据有误',
  'not-put-right': '未整改',
}
const resultsEn: Record<CheckResult, string> = {
  'as-recorded': 'As recorded',
  'data-wrong': 'Data wrong',
  'not-put-right': 'Not put right',
}
const faultsZh: Record<Fault, string> = {
  position: '位置',
  item: '事项',
  time: '时间',
  photo: '照片',
  person: '人员',
}
const faultsEn: Record<Fault, string> = {
  position: 'position',
  item: 'item',
  time: 'time',
  photo: 'photo',
  person: 'person',
}
const hintsZh: Record<CheckResult, string> = {
  'as-recorded': '记录属实，问题确已解决。',
  'data-wrong': '问题已解决，但记录有不实之处。请选出有误的内容并写明。',
  'not-put-right': '问题还在。请拍照并写明；事件会立即重开。',
}
const hintsEn: Record<CheckResult, string> = {
  'as-recorded': 'The record is true and the matter is settled.',
  'data-wrong': 'Settled, but something in the record is not true. Choose what, and say how it is.',
  'not-put-right': 'It is still there. Take a photo and say what you see; the case is reopened at once.',
}

export const checkWords = dictionary({
  zh: {
    results: resultsZh,
    faults: faultsZh,
    hints: hintsZh,
    title: '待我抽查',
    waiting: (n: number) => `有 ${n} 件已结案的事件请您到现场再看一遍`,
    overdue: (n: number) => `其中 ${n} 件已逾期`,
    nothing: '没有待抽查的事件',
    nothingMore: '抽查任务派给您时会出现在这里。',
    why: '您没有参与过这件事件。请到现场看：记录是否属实，整改是否到位。',
    due: (when: string) => `${when} 前完成`,
    late: '已逾期',
    fixed: '立即整改',
    gap: '补记',
    recorded: '当时的记录',
    closing: '办结条件',
    reported: '上报',
    closed: '结案',
    lead: '主办',
    result: '抽查结果',
    wrong: '哪里有误',
    seen: '现场看到的情况',
    photo: '现场照片',
    send: '登记结果',
    done: '已登记',
    kept: '已存在手机里，有网络时自动发送',
    over: '这项抽查已经登记过了。',
    yours: '您登记的结果',
  },
  en: {
    results: resultsEn,
    faults: faultsEn,
    hints: hintsEn,
    title: 'To check again',
    waiting: (n: number) =>
      n === 1 ? 'One closed case to look at once more' : `${n} closed cases to look at once more`,
    overdue: (n: number) => `${n} of them overdue`,
    nothing: 'Nothing to check',
    nothingMore: 'Checks that are given to you appear here.',
    why: 'You had no hand in this case. Go and look: is it as recorded, and is it really put right?',
    due: (when: string) => `due ${when}`,
    late: 'overdue',
    fixed: 'fixed on the spot',
    gap: 'recorded late',
    recorded: 'What was recorded',
    closing: 'Closing condition',
    reported: 'Reported',
    closed: 'Closed',
    lead: 'Lead',
    result: 'What you found',
    wrong: 'What is wrong',
    seen: 'What you see on the scene',
    photo: 'Photos of the scene',
    send: 'Record the result',
    done: 'Recorded',
    kept: 'Kept on this phone; it is sent when there is a network',
    over: 'This check has been recorded already.',
    yours: 'What you recorded',
  },
})

import type { Act, State } from '@bihuan/domain/acts'
import type { Closing } from '@bihuan/domain/cases/case'
import { dictionary } from './language.ts'

const statesZh: Record<State, string> = {
  reported: '已上报', assessed: '已立案', dispatched: '已派遣', accepted: '处置中', reviewing: '部门审核', handled: '待核查', 'calling-back': '待回访',
  closed: '已结案', void: '已作废', merged: '已并案',
}
const statesEn: Record<State, string> = {
  reported: 'reported', assessed: 'assessed', dispatched: 'dispatched', accepted: 'being handled', reviewing: 'in review', handled: 'to be verified',
  'calling-back': 'to be called back', closed: 'closed', void: 'void', merged: 'merged',
}
const actsZh: Record<Act, string> = {
  report: '上报', 'fix-on-the-spot': '立即整改', withdraw: '撤回上报', ask: '退回补充', supplement: '补充情况', assess: '立案', decline: '不予立案', contest: '申诉',
  merge: '并案', dispatch: '派遣', accept: '接单', return: '退单', arrive: '到场', transfer: '转派', 'request-extension': '申请延期', 'grant-extension': '同意延期',
  'refuse-extension': '不同意延期', 'request-suspension': '申请挂起', 'grant-suspension': '同意挂起', 'refuse-suspension': '不同意挂起', resume: '恢复',
  submit: '办结', pass: '审核通过', 'send-back': '审核退回', 'verify-pass': '核查通过', 'verify-fail': '核查不通过', 'record-call-back': '回访',
  'request-reopen': '申请重开', reopen: '重开', 'refuse-reopen': '不同意重开', 'request-void': '申请作废', void: '作废',
  'refuse-void': '不同意作废', retract: '撤销', reclassify: '更正分类', assist: '增派协办', split: '拆分', supervise: '督办', 'answer-supervise': '答复督办',
  'lift-supervise': '解除督办', call: '呼叫支援', 'answer-call': '答复呼叫', 'open-consult': '发起会商', 'conclude-consult': '会商结论', escalate: '超时上报',
  sample: '抽中抽查', note: '备注', follow: '关注', unfollow: '取消关注', unmask: '查看联系方式',
}
const actsEn: Record<Act, string> = {
  report: 'Report', 'fix-on-the-spot': 'Fixed on the spot', withdraw: 'Withdraw', ask: 'Ask for more', supplement: 'Supplement', assess: 'Assess',
  decline: 'Decline', contest: 'Contest', merge: 'Merge', dispatch: 'Dispatch', accept: 'Accept', return: 'Return', arrive: 'Arrive', transfer: 'Transfer',
  'request-extension': 'Ask for more time', 'grant-extension': 'Grant more time', 'refuse-extension': 'Refuse more time', 'request-suspension': 'Ask to suspend',
  'grant-suspension': 'Grant suspension', 'refuse-suspension': 'Refuse suspension', resume: 'Resume', submit: 'Submit as done', pass: 'Pass review',
  'send-back': 'Send back', 'verify-pass': 'Verified', 'verify-fail': 'Not put right', 'record-call-back': 'Call back',
  'request-reopen': 'Ask to reopen', reopen: 'Reopen', 'refuse-reopen': 'Refuse reopening',
  'request-void': 'Ask to void', void: 'Void', 'refuse-void': 'Refuse voiding', retract: 'Undo', reclassify: 'Reclassify', assist: 'Add an assistant',
  split: 'Split', supervise: 'Supervise', 'answer-supervise': 'Answer the order', 'lift-supervise': 'Lift the order', call: 'Call for help',
  'answer-call': 'Answer the call', 'open-consult': 'Open a consult', 'conclude-consult': 'Conclude the consult', escalate: 'Overdue, told upward',
  sample: 'Drawn for a spot check', note: 'Note', follow: 'Follow', unfollow: 'Stop following', unmask: 'Show the contact',
}
const closingsZh: Record<Closing, string> = {
  'put-right': '已整改', 'fixed-on-the-spot': '已立即整改', 'duplicate-without-parent': '重复事件', 'nothing-found': '现场未发现', 'not-ours-to-fix': '不在处置范围',
}
const closingsEn: Record<Closing, string> = {
  'put-right': 'put right', 'fixed-on-the-spot': 'fixed on the spot', 'duplicate-without-parent': 'a duplicate', 'nothing-found': 'nothing found on the scene',
  'not-ours-to-fix': 'not ours to fix',
}

/** Full sentences for the one next step: when it is mine, and when somebody else has the ball. */
type Steps = Partial<Record<Act, { mine: string; theirs: (holder: string) => string }>>
const stepsZh: Steps = {
  supplement: { mine: '受理员请您补充情况', theirs: (who) => `等待${who}补充情况` },
  assess: { mine: '请判断是否立案', theirs: (who) => `等待${who}受理` },
  dispatch: { mine: '请派遣', theirs: (who) => `等待${who}派遣` },
  'conclude-consult': { mine: '请记录会商结论', theirs: (who) => `正在会商（${who}）` },
  accept: { mine: '请接单；不归您办就退单', theirs: (who) => `等待${who}接单` },
  arrive: { mine: '请赶到现场，到了按“到场”', theirs: (who) => `${who}正赶往现场` },
  submit: { mine: '请处置，完成后拍照办结', theirs: (who) => `${who}正在处置` },
  resume: { mine: '已挂起；可以恢复处置', theirs: (who) => `已挂起（${who}）` },
  pass: { mine: '请审核处置结果', theirs: (who) => `等待${who}审核` },
  'verify-pass': { mine: '请到现场核查', theirs: (who) => `等待${who}核查` },
  'record-call-back': { mine: '请回访', theirs: (who) => `等待${who}回访` },
}
const stepsEn: Steps = {
  supplement: { mine: 'The assessor asks you for more', theirs: (who) => `Waiting for ${who} to supplement` },
  assess: { mine: 'Please assess it', theirs: (who) => `Waiting for ${who} to assess` },
  dispatch: { mine: 'Please dispatch it', theirs: (who) => `Waiting for ${who} to dispatch` },
  'conclude-consult': { mine: 'Please conclude the consult', theirs: (who) => `In consultation (${who})` },
  accept: { mine: 'Please accept it, or return it if it is not yours', theirs: (who) => `Waiting for ${who} to accept` },
  arrive: { mine: 'Go to the scene and press “Arrive” there', theirs: (who) => `${who} is on the way` },
  submit: { mine: 'Put it right, then submit with a photo', theirs: (who) => `${who} is handling it` },
  resume: { mine: 'Suspended; you may resume it', theirs: (who) => `Suspended (${who})` },
  pass: { mine: 'Please review the work', theirs: (who) => `Waiting for ${who} to review` },
  'verify-pass': { mine: 'Please verify on the scene', theirs: (who) => `Waiting for ${who} to verify` },
  'record-call-back': { mine: 'Please call back', theirs: (who) => `Waiting for ${who} to call back` },
}

/** What is to be done, where the act's own name would sound as if it were done. */
const todoZh: Partial<Record<Act, string>> = { submit: '处置', pass: '审核', 'verify-pass': '核查', supplement: '补充', resume: '已挂起' }
const todoEn: Partial<Record<Act, string>> = { submit: 'Put right', pass: 'Review', 'verify-pass': 'Verify', resume: 'Suspended' }

export const lifecycleWords = dictionary({
  zh: {
    todo: todoZh,
    states: statesZh, acts: actsZh, closings: closingsZh, steps: stepsZh,
    ended: (state: string, how: string | null) => (how ? `${state}：${how}` : state),
    somebody: '责任方',
    left: (time: string) => `剩 ${time}`,
    late: (time: string) => `超时 ${time}`,
    noLimit: '无时限',
    suspended: '已挂起',
    danger: '危及生命',
    supervised: '督办',
    provisional: '暂定',
    clocks: { assess: '受理', dispatch: '派遣', accept: '接单', plan: '出方案', arrive: '到场', handle: '处置', review: '审核', verify: '核查', 'call-back': '回访', whole: '全程', supervise: '督办', call: '呼叫' } as Record<string, string>,
  },
  en: {
    todo: todoEn,
    states: statesEn, acts: actsEn, closings: closingsEn, steps: stepsEn,
    ended: (state: string, how: string | null) => (how ? `${state}: ${how}` : state),
    somebody: 'the holder',
    left: (time: string) => `${time} left`,
    late: (time: string) => `${time} late`,
    noLimit: 'no limit',
    suspended: 'suspended',
    danger: 'danger to life',
    supervised: 'supervised',
    provisional: 'provisional',
    clocks: { assess: 'assess', dispatch: 'dispatch', accept: 'accept', plan: 'plan', arrive: 'arrive', handle: 'handle', review: 'review', verify: 'verify', 'call-back': 'call back', whole: 'the whole', supervise: 'supervise', call: 'call' } as Record<string, string>,
  },
})

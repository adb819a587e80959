/** The words of the lifecycle, as GLOSSARY.md has them: states, acts, steps, units, severities, sources. */
import type { Act, State } from '@bihuan/domain/acts'
import type { Rectification, Severity, Step, Unit } from '@bihuan/domain/item'
import { locale } from '../platform/language.ts'

type Named<K extends string> = Record<K, string>

export const lifecycleWords = locale(
  {
    state: {
      reported: '待研判', assessed: '待派遣', dispatched: '待接单', accepted: '处置中', reviewing: '部门审核', handled: '待核查',
      'calling-back': '待回访', closed: '已结案', void: '已作废', merged: '已并案',
    } satisfies Named<State> as Named<State>,
    act: {
      report: '上报', 'fix-on-the-spot': '立即整改', withdraw: '撤回', ask: '退回补充', supplement: '补充', assess: '立案', decline: '不予立案',
      contest: '申诉', merge: '并案', dispatch: '派遣', accept: '接单', return: '退单', arrive: '到达现场', transfer: '转派',
      'request-extension': '申请延期', 'grant-extension': '同意延期', 'refuse-extension': '不同意延期', 'request-suspension': '申请挂起',
      'grant-suspension': '同意挂起', 'refuse-suspension': '不同意挂起', resume: '恢复', submit: '办结', pass: '审核通过', 'send-back': '退回重办',
      'verify-pass': '核查通过', 'verify-fail': '核查不通过（返工）', 'record-call-back': '登记回访', 
      'request-reopen': '申请重开', reopen: '重开', 'refuse-reopen': '不予重开', 'request-void': '申请作废', void: '作废', 'refuse-void': '不同意作废',
      retract: '撤销上一步', reclassify: '更正分类', assist: '增加协办', split: '拆分子事件', supervise: '督办', 'answer-supervise': '回复督办',
      'lift-supervise': '解除督办', call: '呼叫上级', 'answer-call': '响应呼叫', 'open-consult': '发起会商', 'conclude-consult': '会商结论',
      escalate: '超时上报', sample: '抽中督查', note: '备注', follow: '关注', unfollow: '取消关注', unmask: '查看联系方式',
    } as Named<Act>,
    step: {
      assess: '研判', route: '流转', dispatch: '派遣', accept: '接单', plan: '出具方案', arrive: '到场', handle: '处置', review: '部门审核', verify: '核查', 'call-back': '回访',
    } satisfies Named<Step> as Named<Step>,
    clock: { whole: '全程', supervise: '督办', call: '呼叫' } as Named<string>,
    /** What happens next, said to whoever has the ball. */
    next: {
      reported: '等待研判：立案、退回补充或不予立案', assessed: '等待派遣到责任部门', dispatched: '等待责任部门接单或退单', accepted: '等待处置并办结',
      reviewing: '等待部门审核', handled: '等待现场核查', 'calling-back': '等待回访', closed: '已结案', void: '已作废', merged: '已并入其他事件',
    } satisfies Named<State> as Named<State>,
    severity: { minor: '轻微', general: '一般', serious: '较大', 'danger-to-life': '危及生命' } satisfies Named<Severity> as Named<Severity>,
    rectification: { immediate: '立即整改', concentrated: '集中整治', 'time-limited': '限期整改' } satisfies Named<Rectification> as Named<Rectification>,
    unit: {
      'emergency-minute': '分钟（连续）', 'working-minute': '工作分钟', 'working-day': '个工作日', 'calendar-hour': '小时', 'calendar-day': '天',
    } satisfies Named<Unit> as Named<Unit>,
    source: { 'grid-worker': '网格员', desk: '坐席登记', citizen: '市民', department: '部门', replay: '数据回放' } as Named<string>,
    closing: {
      'put-right': '已整改', 'fixed-on-the-spot': '立即整改', 'duplicate-without-parent': '重复（未指明原件）', 'nothing-found': '现场未发现', 'not-ours-to-fix': '不属本地职责',
    } as Named<string>,
    callBack: { satisfied: '满意', dissatisfied: '不满意', unreached: '未联系上' } as Named<string>,
    level: { city: '市级', county: '县（区）级', town: '街道（镇）级', community: '社区（村）级' } as Named<string>,
    holderKind: { person: '个人', team: '队伍', department: '部门' } as Named<string>,
    purpose: { before: '整改前', after: '整改后', evidence: '佐证', document: '文书' } as Named<string>,
  },
  {
    state: {
      reported: 'To assess', assessed: 'To dispatch', dispatched: 'To accept', accepted: 'Being handled', reviewing: 'In review', handled: 'To verify',
      'calling-back': 'To call back', closed: 'Closed', void: 'Void', merged: 'Merged',
    },
    act: {
      report: 'Report', 'fix-on-the-spot': 'Fixed on the spot', withdraw: 'Withdraw', ask: 'Ask for more', supplement: 'Supplement', assess: 'Assess', decline: 'Decline',
      contest: 'Contest', merge: 'Merge', dispatch: 'Dispatch', accept: 'Accept', return: 'Return', arrive: 'Arrive', transfer: 'Transfer',
      'request-extension': 'Ask for extension', 'grant-extension': 'Grant extension', 'refuse-extension': 'Refuse extension', 'request-suspension': 'Ask for suspension',
      'grant-suspension': 'Grant suspension', 'refuse-suspension': 'Refuse suspension', resume: 'Resume', submit: 'Submit as done', pass: 'Pass review', 'send-back': 'Send back',
      'verify-pass': 'Verified', 'verify-fail': 'Not put right (rework)', 'record-call-back': 'Record call-back', 
      'request-reopen': 'Ask to reopen', reopen: 'Reopen', 'refuse-reopen': 'Refuse to reopen', 'request-void': 'Ask to void', void: 'Void', 'refuse-void': 'Refuse to void',
      retract: 'Undo last act', reclassify: 'Reclassify', assist: 'Add assistance', split: 'Split off a child', supervise: 'Supervise', 'answer-supervise': 'Answer the order',
      'lift-supervise': 'Lift the order', call: 'Call the level above', 'answer-call': 'Answer the call', 'open-consult': 'Open a consult', 'conclude-consult': 'Conclude the consult',
      escalate: 'Overdue, told upward', sample: 'Drawn for spot check', note: 'Note', follow: 'Follow', unfollow: 'Unfollow', unmask: 'Unmask contacts',
    },
    step: {
      assess: 'Assess', route: 'Route', dispatch: 'Dispatch', accept: 'Accept', plan: 'Make the plan', arrive: 'Arrive', handle: 'Handle', review: 'Review', verify: 'Verify', 'call-back': 'Call back',
    },
    clock: { whole: 'The whole', supervise: 'Supervise order', call: 'Call' },
    next: {
      reported: 'To be assessed: filed, asked for more, or declined', assessed: 'To be dispatched to whoever must fix it', dispatched: 'To be accepted or returned by the department',
      accepted: 'To be handled and submitted as done', reviewing: 'To be reviewed by the department', handled: 'To be verified on the spot', 'calling-back': 'To be called back',
      closed: 'Closed', void: 'Void', merged: 'Merged into another case',
    },
    severity: { minor: 'Minor', general: 'General', serious: 'Serious', 'danger-to-life': 'Danger to life' },
    rectification: { immediate: 'Immediate', concentrated: 'Concentrated', 'time-limited': 'Time-limited' },
    unit: { 'emergency-minute': 'minutes (continuous)', 'working-minute': 'working minutes', 'working-day': 'working days', 'calendar-hour': 'hours', 'calendar-day': 'days' },
    source: { 'grid-worker': 'Grid worker', desk: 'Desk', citizen: 'Citizen', department: 'Department', replay: 'Replay' },
    closing: {
      'put-right': 'Put right', 'fixed-on-the-spot': 'Fixed on the spot', 'duplicate-without-parent': 'Duplicate, parent unnamed', 'nothing-found': 'Nothing found', 'not-ours-to-fix': 'Not ours to fix',
    },
    callBack: { satisfied: 'Satisfied', dissatisfied: 'Dissatisfied', unreached: 'Not reached' },
    level: { city: 'City', county: 'County', town: 'Town', community: 'Community' },
    holderKind: { person: 'Person', team: 'Team', department: 'Department' },
    purpose: { before: 'Before', after: 'After', evidence: 'Evidence', document: 'Document' },
  },
)

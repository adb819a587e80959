/** What columns and states are called in files of old systems, and what is said of a row that cannot be taken in. */
import type { TakenInAs } from '@bihuan/domain/cases/taking-in'
import type { Field } from './columns.ts'

export const COLUMN_NAMES: Record<Field, readonly string[]> = {
  number: ['编号', '案件编号', '事件编号', 'number', 'case number'],
  item: ['事项编码', '事项代码', '小类代码', 'item', 'item code'],
  condition: ['立案条件', '立案条件编码', 'condition'],
  reported: ['上报时间', '发现时间', '立案时间', 'reported', 'reported at'],
  closed: ['结案时间', '办结时间', '作废时间', 'closed', 'closed at'],
  state: ['状态', '案件状态', 'state', 'status'],
  longitude: ['经度', 'longitude', 'lng', 'lon'],
  latitude: ['纬度', 'latitude', 'lat'],
  region: ['区划代码', '行政区划代码', 'region', 'region code'],
  department: ['部门编码', '主办部门编码', '处置单位编码', 'department', 'department code'],
  text: ['问题描述', '描述', '内容', 'text', 'description'],
  address: ['地址', '位置描述', 'address'],
}

export const STATE_WORDS: Record<string, TakenInAs> = {
  待研判: 'reported', 待受理: 'reported', 已上报: 'reported', reported: 'reported',
  处置中: 'accepted', 处理中: 'accepted', 办理中: 'accepted', accepted: 'accepted', 'in work': 'accepted', open: 'accepted',
  已结案: 'closed', 已办结: 'closed', 结案: 'closed', closed: 'closed',
  已作废: 'void', 作废: 'void', 不予立案: 'void', void: 'void',
} // prettier-ignore

/** `{value}` is what stands in the cell. Each says what to do. */
export const ROW_FINDINGS = {
  'item-unknown': {
    zh: '目录中没有事项编码“{value}”；请改为现行编码，或先导入该事项。',
    en: 'The catalogue has no item “{value}”; use a present code, or import the item first.',
  },
  'condition-unknown': {
    zh: '该事项没有立案条件“{value}”；请改正或留空。',
    en: 'The item has no condition “{value}”; correct it, or leave it empty.',
  },
  'reported-unreadable': {
    zh: '上报时间“{value}”无法识别；请写成 2025-03-01 08:30。',
    en: 'The time of report “{value}” cannot be read; write it as 2025-03-01 08:30.',
  },
  'reported-in-future': {
    zh: '上报时间“{value}”晚于现在；请核对。',
    en: 'The time of report “{value}” lies in the future; check it.',
  },
  'closed-unreadable': {
    zh: '结案时间“{value}”无法识别；请写成 2025-03-01 08:30。',
    en: 'The closing time “{value}” cannot be read; write it as 2025-03-01 08:30.',
  },
  'closed-missing': {
    zh: '已结案或作废的事件缺少结案时间；请补上。',
    en: 'A closed or void case lacks its closing time; add it.',
  },
  'closed-before-reported': {
    zh: '结案时间“{value}”早于上报时间；请核对两列。',
    en: 'The closing time “{value}” lies before the report; check both columns.',
  },
  'closed-in-future': {
    zh: '结案时间“{value}”晚于现在；请核对。',
    en: 'The closing time “{value}” lies in the future; check it.',
  },
  'open-but-closed': {
    zh: '未办结的事件带有结案时间“{value}”；请改状态或清空时间。',
    en: 'An open case has the closing time “{value}”; change its state, or empty the cell.',
  },
  'state-unknown': {
    zh: '状态“{value}”无法识别；请写待研判、处置中、已结案或已作废。',
    en: 'The state “{value}” is not known; write reported, accepted, closed or void.',
  },
  'position-unreadable': {
    zh: '经纬度“{value}”不是数字；请改正，或两列都留空并填区划代码。',
    en: 'The position “{value}” is no pair of numbers; correct it, or leave both empty and give the region.',
  },
  'outside-city': {
    zh: '位置 {value} 不在本市网格内；请检查坐标系（应为 WGS 84）及经纬度是否颠倒。',
    en: 'The position {value} lies in no grid of this city; check its datum (WGS 84 is expected), and whether the two are swapped.',
  },
  'region-unknown': {
    zh: '没有区划代码“{value}”；请改为现行的 12 位代码。',
    en: 'There is no region “{value}”; use a present 12-digit code.',
  },
  'place-missing': {
    zh: '既没有位置也没有区划代码；请至少填一个。',
    en: 'There is neither a position nor a region; give one of them.',
  },
  'department-unknown': {
    zh: '没有部门编码“{value}”；请改正，或先导入该部门。',
    en: 'There is no department “{value}”; correct it, or import the department first.',
  },
  'department-missing': {
    zh: '处置中的事件缺少主办部门；请填部门编码，或把状态改为待研判。',
    en: 'A case in work lacks its department; give its code, or set the state to reported.',
  },
  'no-office': {
    zh: '该处没有指挥机构；请先建立部门。',
    en: 'The place has no command office; make one first.',
  },
} as const
export type RowFinding = keyof typeof ROW_FINDINGS

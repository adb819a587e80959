/** What rehearsals of duties find, and the names of the columns of their files. */
import type { FindingSentences } from '@bihuan/contract/revision'
import { sheetFindings } from '@bihuan/contract/sheets'

export const dutySentences: FindingSentences = {
  ...sheetFindings,
  'duty.unknown-item': {
    zh: '没有代码或名称为“{word}”的事项；请先导入事项目录，或改正代码。',
    en: 'There is no item with the code or name “{word}”; import the catalogue first, or correct the code.',
  },
  'duty.unknown-category': {
    zh: '没有代码或名称为“{word}”的类别；请改正。',
    en: 'There is no category with the code or name “{word}”; correct it.',
  },
  'duty.unknown-region': {
    zh: '没有代码或名称为“{word}”的区域；请填 12 位区划代码。',
    en: 'There is no region with the code or name “{word}”; give its 12-digit code.',
  },
  'duty.unknown-department': {
    zh: '没有代码或名称为“{word}”的部门；请先建立该部门，或改正代码。',
    en: 'There is no department with the code or name “{word}”; make it first, or correct the code.',
  },
  'duty.ambiguous-item': {
    zh: '有几个事项都叫“{word}”；请填代码。',
    en: 'Several items are called “{word}”; give the code.',
  },
  'duty.ambiguous-category': {
    zh: '有几个类别都叫“{word}”；请填代码。',
    en: 'Several categories are called “{word}”; give the code.',
  },
  'duty.ambiguous-region': {
    zh: '有几个区域都叫“{word}”；请填 12 位区划代码。',
    en: 'Several regions are called “{word}”; give the 12-digit code.',
  },
  'duty.ambiguous-department': {
    zh: '有几个部门都叫“{word}”；请填部门代码。',
    en: 'Several departments are called “{word}”; give the code.',
  },
  'duty.ended-item': {
    zh: '事项“{word}”已停用；请删去这一行。',
    en: 'The item “{word}” is retired; take the row out.',
  },
  'duty.ended-category': {
    zh: '类别“{word}”已停用；请删去这一行。',
    en: 'The category “{word}” has ended; take the row out.',
  },
  'duty.ended-region': {
    zh: '区划代码“{word}”已撤销，且没有承接的区域；请填现行代码。',
    en: 'The region “{word}” has ended without a successor; give a code in force.',
  },
  'duty.ended-department': {
    zh: '部门“{word}”已撤销；请填承接它的部门。',
    en: 'The department “{word}” has ended; give the one that took its place.',
  },
  'duty.succeeded-region': {
    zh: '区划代码“{word}”是旧的，已按承接它的 {successor} 处理。',
    en: 'The region code “{word}” is an old one; its successor {successor} was taken.',
  },
  'duty.code-cut': {
    zh: '代码“{word}”已被表格软件改成科学计数，位数丢失；请把该列设为文本后重新填写。',
    en: 'The spreadsheet has turned the code “{word}” into a rounded number; make the column text and enter it again.',
  },
  'duty.no-subject': { zh: '这一行没有写事项或类别。', en: 'The row names neither an item nor a category.' },
  'duty.no-region': {
    zh: '这一行没有写区域；请补上，或在导入时指定缺省区域。',
    en: 'The row names no region; add it, or choose one for such rows when importing.',
  },
  'duty.no-lead': { zh: '没有主办部门。', en: 'No lead department.' },
  'duty.no-day': { zh: '“{word}”不是日期；请写成 2026-01-31。', en: '“{word}” is no day; write it as 2026-01-31.' },
  'duty.unknown-mark': {
    zh: '看不懂的标记“{word}”；主办填“主”，协办填“协”。',
    en: 'The mark “{word}” is not known; put “lead” or “assist”.',
  },
  'duty.row-repeats': { zh: '与第 {first} 行相同，只算一次。', en: 'The same as row {first}; counted once.' },
  'duty.row-contradicts': {
    zh: '与第 {first} 行是同一事项、区域和主办，但协办或依据不同；请合并成一行。',
    en: 'Row {first} has the same item, region and lead but other departments assisting or another basis; make them one.',
  },
  'duty.two-days': {
    zh: '与第 {first} 行是同一事项和区域，但生效日不同；请分两次导入，或改成同一天。',
    en: 'Row {first} has the same item and region from another day; use the same day, or import them one after the other.',
  },
  'duty.two-leads': {
    zh: '与第 {first} 行的主办不同，两者将同为主办（职能交叉）。',
    en: 'Row {first} names another lead for the same item and region: both will lead (an overlap).',
  },
  'duty.lead-assists': {
    zh: '主办又列在协办中，已从协办去掉。',
    en: 'The lead stood among those assisting and was taken out there.',
  },
  'duty.until-before-from': {
    zh: '失效日不晚于生效日（{from}）；请改正。',
    en: 'It would end before it begins ({from}); correct the days.',
  },
  'duty.from-today': {
    zh: '生效日 {from} 早于今天，已有的责任自今天（{today}）起改变，以前的记录不变。',
    en: 'From {from} lies before today: what stands changes from today ({today}); what was recorded before stays.',
  },
  'duty.already-there': { zh: '同样的责任已经存在。', en: 'The same duty is there already.' },
  'duty.unknown-duty': {
    zh: '要改的责任不存在或已终止；请刷新后再改。',
    en: 'The duty to be changed is not there or has ended; refresh and try again.',
  },
  'duty.changed-twice': { zh: '同一条责任被改了两次；请只留一次。', en: 'The same duty is changed twice; keep one.' },
  'duty.gone': {
    zh: '{what}“{name}”不存在或已撤销；请刷新后重新选择。',
    en: 'The {whatEn} “{name}” is not there or has ended; refresh and choose again.',
  },
  'duty.no-unit': {
    zh: '事项 {item} {name} 的处置单位都没有对应的部门（{units}），它将没有主办。',
    en: 'None of the units that handle item {item} {name} stands for a department ({units}): it will have no lead.',
  },
  'duty.conditions-differ': {
    zh: '事项 {item} {name} 的各立案条件由不同单位处置（{units}）；由第一个主办，其余协办。',
    en: 'The conditions of item {item} {name} name different units ({units}); the first leads, the others assist.',
  },
  'duty.gap-opened': {
    zh: '“{item}”在{region}将没有主办部门（{places} 个最基层区域）。',
    en: '“{itemEn}” will have no lead in {region} ({places} lowest regions).',
  },
  'duty.gap-closed': {
    zh: '“{item}”在{region}的空白将补上（{places} 个最基层区域）。',
    en: 'The gap of “{itemEn}” in {region} will be closed ({places} lowest regions).',
  },
  'duty.overlap-opened': {
    zh: '“{item}”在{region}将有几个部门同为主办：{leads}。',
    en: '“{itemEn}” will have several leads in {region}: {leads}.',
  },
  'duty.overlap-closed': {
    zh: '“{item}”在{region}的交叉（{leads}）将消除。',
    en: 'The overlap of “{itemEn}” in {region} ({leads}) will be gone.',
  },
  'duty.unreachable': {
    zh: '{duty}永远轮不到：别的责任更具体。',
    en: '{duty} will never be reached: others are more specific.',
  },
}

export const DUTY_COLUMNS = {
  item: ['事项代码', '事项编码', '小类代码', '事项', '事项名称', '小类名称', 'item', 'item code'],
  category: ['类别代码', '类别', '大类代码', '大类', '大类名称', 'category', 'category code'],
  region: ['区域代码', '区划代码', '区域', '行政区划', '辖区', 'region', 'region code'],
  lead: ['主办部门', '主办部门代码', '主办', '牵头部门', '主责部门', '责任部门', 'lead', 'lead department'],
  assisting: ['协办部门', '协办部门代码', '协办', '配合部门', 'assisting', 'assisting departments'],
  basis: ['依据', '责任依据', '文件依据', 'basis'],
  from: ['生效日', '生效日期', '自', 'from', 'valid from'],
  until: ['失效日', '失效日期', '至', 'until', 'valid to'],
} as const

/** Columns that lists have for the eye. */
export const NAME_COLUMNS = {
  item: '事项名称（仅供查看）',
  region: '区域名称（仅供查看）',
  lead: '主办名称（仅供查看）',
}

export const GONE = {
  item: { what: '事项', whatEn: 'item' },
  category: { what: '类别', whatEn: 'category' },
  region: { what: '区域', whatEn: 'region' },
  department: { what: '部门', whatEn: 'department' },
}

export const UNITS_BASIS = '立案结案标准所列处置单位'
export const proposalBasis = (number: string) => `退单后的建议规则（事件 ${number}）`
export const proposalTitle = (item: string, region: string, lead: string) => `退单建议：${item}在${region}由${lead}主办`
export const NOTHING_PROPOSED = {
  'not-returned': '没有退过单 / it was not returned',
  'nobody-else': '退单后没有派给别的部门 / it was not sent to another department afterwards',
  'duty-agrees': '现行责任表已经会派给该部门 / the duties of today send it there already',
  danger: '危及生命的事件不按责任表派遣 / danger to life does not go by the duties',
  'no-region': '该区域不在可选之列 / this region is not among those proposed',
} as const

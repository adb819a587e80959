/** Headers of standards as cities write them, and the words of their cells. */
import type { Severity } from '@bihuan/domain/item'
import type { Column } from '../../platform/sheets/headers.ts'

export type StandardField =
  | 'kind'
  | 'categoryCode'
  | 'category'
  | 'categoryEn'
  | 'code'
  | 'name'
  | 'nameEn'
  | 'handling'
  | 'supervising'
  | 'conditionId'
  | 'filing'
  | 'filingEn'
  | 'closing'
  | 'closingEn'
  | 'limit'
  | 'severity'
  | 'procedure'
  | 'hazard'
  | 'autoAssess'
  | 'autoDispatch'
  | 'needsAfterEvidence'
  | 'needsReview'
  | 'needsCallBack'
  | 'confidential'
  | 'reworkLimit'
  | 'keywords'

/** The first alias is what templates and exports write. */
export const STANDARD_COLUMNS: readonly (Column<StandardField> & { english: string })[] = [
  { field: 'kind', english: 'kind', aliases: ['部件事件', '部件或事件', '类型', '类别类型', 'kind'] },
  {
    field: 'categoryCode',
    english: 'category code',
    aliases: ['大类代码', '大类编码', '大类编号', '大类代号', '类别代码', 'category code', 'big_code'],
  },
  {
    field: 'category',
    english: 'category',
    aliases: ['大类名称', '大类', '类别名称', '类别', 'category name', 'category', 'big_name'],
    required: true,
  },
  {
    field: 'categoryEn',
    english: 'category in English',
    aliases: ['大类英文', '大类英文名', 'category in English', 'category_en'],
  },
  {
    field: 'code',
    english: 'item code',
    aliases: [
      '小类代码',
      '小类编码',
      '小类编号',
      '小类代号',
      '事项代码',
      '事项编码',
      '事项编号',
      'item code',
      'small_code',
      'code',
    ],
  },
  {
    field: 'name',
    english: 'item',
    aliases: ['小类名称', '小类', '事项名称', '事项', 'item name', 'item', 'small_name', 'name'],
    required: true,
  },
  {
    field: 'nameEn',
    english: 'item in English',
    aliases: ['小类英文', '小类英文名', '事项英文', 'item in English', 'item_en', 'name_en'],
  },
  {
    field: 'handling',
    english: 'handling unit',
    aliases: ['处置单位', '责任单位', '处置部门', '责任部门', '处置责任单位', 'handling unit', 'handling_unit'],
  },
  {
    field: 'supervising',
    english: 'supervising unit',
    aliases: ['督办单位', '监管单位', '主管部门', '主管单位', '监督单位', 'supervising unit', 'supervising_unit'],
  },
  { field: 'conditionId', english: 'condition id', aliases: ['条件编号', '条件代码', 'condition id', 'condition_id'] },
  {
    field: 'filing',
    english: 'filing condition',
    aliases: ['立案条件', '立案标准', 'filing condition', 'filing_condition'],
  },
  {
    field: 'filingEn',
    english: 'filing condition in English',
    aliases: ['立案条件英文', 'filing condition in English', 'filing_en'],
  },
  {
    field: 'closing',
    english: 'closing condition',
    aliases: ['结案条件', '结案标准', 'closing condition', 'closing_condition'],
  },
  {
    field: 'closingEn',
    english: 'closing condition in English',
    aliases: ['结案条件英文', 'closing condition in English', 'closing_en'],
  },
  {
    field: 'limit',
    english: 'time limit',
    aliases: ['处置时限', '处理时限', '办理时限', '结案时限', '时限', 'time limit', 'time_limit', 'limit'],
  },
  { field: 'severity', english: 'severity', aliases: ['严重程度', '等级', 'severity'] },
  { field: 'procedure', english: 'procedure', aliases: ['流程', '办理流程', 'procedure'] },
  { field: 'hazard', english: 'hazard', aliases: ['是否隐患', '隐患', 'hazard'] },
  { field: 'autoAssess', english: 'auto assess', aliases: ['自动立案', 'auto assess', 'auto_assess'] },
  { field: 'autoDispatch', english: 'auto dispatch', aliases: ['自动派遣', 'auto dispatch', 'auto_dispatch'] },
  {
    field: 'needsAfterEvidence',
    english: 'needs after evidence',
    aliases: ['需处置后照片', 'needs after evidence', 'needs_after_evidence'],
  },
  { field: 'needsReview', english: 'needs review', aliases: ['需部门审核', 'needs review', 'needs_review'] },
  { field: 'needsCallBack', english: 'needs call back', aliases: ['需回访', 'needs call back', 'needs_call_back'] },
  { field: 'confidential', english: 'confidential', aliases: ['涉及个人', 'confidential'] },
  { field: 'reworkLimit', english: 'rework limit', aliases: ['返工时限', 'rework limit', 'rework_limit'] },
  { field: 'keywords', english: 'keywords', aliases: ['关键词', '俗称', 'keywords'] },
]

/** 部件 (things that stand in the street) and 事件 (what happens there) are numbered apart: their categories get a letter before the number. */
export const KIND_LETTERS: Readonly<Record<string, string>> = {
  部件: 'C',
  部件类: 'C',
  component: 'C',
  事件: 'E',
  事件类: 'E',
  event: 'E',
}

export const SEVERITY_WORDS: Readonly<Record<string, Severity>> = {
  轻微: 'minor',
  一般: 'general',
  严重: 'serious',
  较大: 'serious',
  重大: 'serious',
  危及生命: 'danger-to-life',
  minor: 'minor',
  general: 'general',
  serious: 'serious',
  'danger-to-life': 'danger-to-life',
}
export const SEVERITY_OUT: Record<Severity, string> = {
  minor: '轻微',
  general: '一般',
  serious: '较大',
  'danger-to-life': '危及生命',
}

export const YES_NO_OUT = { yes: '是', no: '否' }
export const YES_NO_KNOWN = '是、否'

/** For the template: a row that shows how it is filled. */
export const EXAMPLE_ROW: Readonly<Partial<Record<StandardField, string>>> = {
  categoryCode: '01',
  category: '公用设施',
  categoryEn: 'Public utilities',
  code: '0101',
  name: '上水井盖',
  nameEn: 'Water cover',
  handling: '市供水公司',
  supervising: '市城市管理局',
  filing: '缺失、移位、开裂，存在安全隐患的',
  filingEn: 'Missing, moved or cracked, a danger',
  closing: '恢复',
  closingEn: 'Put back',
  limit: '2紧急工作时',
  severity: '较大',
  procedure: 'ordinary',
  hazard: '是',
  autoDispatch: '是',
  needsAfterEvidence: '是',
  keywords: '井盖、窨井盖',
}
export const SHEET_NAMES = { catalogue: '事项目录', template: '事项目录模板' }
/** Between keywords in one cell. */
export const KEYWORD_BREAK = /[、,，;；\s]+/
export const KEYWORD_JOIN = '、'

/**
 * What can be wrong with a table file (CSV, XLSX) before anybody asks what it means: each with its remedy, `{name}` for parameters.
 * A file that is no table at all is refused by a problem; a row or a cell is a finding.
 */
import { problems } from './problem.ts'

export const sheetProblems = problems({
  'sheet.empty': {
    status: 422,
    zh: '文件是空的，没有可读的工作表；请检查是否导出完整。',
    en: 'The file is empty, there is no sheet to read; check that it was exported in full.',
  },
  'sheet.not-a-workbook': {
    status: 422,
    zh: '文件不是可读的 XLSX 工作簿（可能已损坏）；请用表格软件打开后另存为 XLSX 或 CSV。',
    en: 'This is no readable XLSX workbook (it may be damaged); open it and save it again as XLSX or CSV.',
  },
  'sheet.locked-or-old': {
    status: 422,
    zh: '文件带密码，或是旧的 XLS 格式；请去掉密码，另存为 XLSX 或 CSV。',
    en: 'The file has a password or is in the old XLS format; remove the password, save it as XLSX or CSV.',
  },
  'sheet.unpacks-too-large': {
    status: 422,
    zh: '工作簿解压后有 {megabytes} MB，上限 {limit} MB；请另存为 CSV。',
    en: 'The workbook unpacks to {megabytes} MB, the limit is {limit} MB; save it as CSV.',
  },
  'sheet.too-many-rows': {
    status: 422,
    zh: '共 {rows} 行，上限 {limit} 行；请分成几个文件，XLSX 可另存为 CSV。',
    en: '{rows} rows, the limit is {limit}; split the file, or save an XLSX as CSV.',
  },
  'sheet.too-many-columns': {
    status: 422,
    zh: '表格宽到第 {column} 列，上限 {limit} 列；请删去多余的列。',
    en: 'The table reaches to column {column}, the limit is {limit} columns; remove what is not needed.',
  },
  'sheet.no-header': {
    status: 422,
    zh: '前 {rows} 行里找不到表头；表头应含：{expected}。可先下载模板。',
    en: 'No header in the first {rows} rows; it should name: {expected}. A template can be downloaded.',
  },
  'sheet.columns-missing': {
    status: 422,
    zh: '表头（第 {row} 行）缺少必需的列：{missing}；请补上，或先下载模板。',
    en: 'The header (row {row}) lacks the columns: {missing}; add them, or download the template.',
  },
})
export type SheetProblemCode = keyof typeof sheetProblems

export const sheetFindings = {
  'sheet.columns-ignored': {
    zh: '这些列没有用到，未读取：{columns}。',
    en: 'These columns are not used and were not read: {columns}.',
  },
  'sheet.other-sheets': {
    zh: '只读取了工作表“{sheet}”；其余工作表未读取：{others}。',
    en: 'Only the sheet “{sheet}” was read; not read: {others}.',
  },
  'sheet.encoding': {
    zh: '文件按 {encoding} 编码读取；如有乱码，请另存为 UTF-8。',
    en: 'The file was read as {encoding}; if characters look wrong, save it as UTF-8.',
  },
  'sheet.quote-open': {
    zh: '这一行的引号没有配对（“{near}”），整行未读取；请补上或删去引号。',
    en: 'A quotation mark in this row is never closed (“{near}”), the row was not read; close it or remove it.',
  },
  'sheet.quote-misplaced': {
    zh: '这一行的引号位置不对（“{near}”），整行未读取；单元格内的引号要写两遍。',
    en: 'A quotation mark stands where none may (“{near}”), the row was not read; inside a cell it is written twice.',
  },
  'sheet.row-too-long': {
    zh: '这一行过长（“{near}”），未读取；请检查换行。',
    en: 'This row is too long (“{near}”) and was not read; check its line breaks.',
  },
  'sheet.row-too-wide': {
    zh: '这一行的单元格多于表头的 {columns} 列，未读取；请检查是否多了分隔符。',
    en: 'This row has more cells than the {columns} columns of the header and was not read; look for a delimiter too many.',
  },
  'sheet.cell-too-long': {
    zh: '单元格有 {length} 个字符，上限 {limit}；请缩短。',
    en: 'The cell has {length} characters, the limit is {limit}; shorten it.',
  },
  'sheet.cell-undecodable': {
    zh: '单元格里有无法识别的字符（“{value}”）；请把文件另存为 UTF-8 后改正。',
    en: 'The cell has characters that cannot be read (“{value}”); save the file as UTF-8 and correct them.',
  },
  'sheet.cell-error': {
    zh: '单元格是错误值 {value}；请在表格中改正公式。',
    en: 'The cell holds the error {value}; correct the formula in the sheet.',
  },
  'sheet.formula-without-value': {
    zh: '公式 {formula} 没有算出的值；请用表格软件打开并保存，或粘贴为数值。',
    en: 'The formula {formula} has no value; open and save the file in a spreadsheet program, or paste the value.',
  },
  'sheet.formula-value-taken': {
    zh: '公式 {formula} 按保存时的值“{value}”读取。',
    en: 'Of the formula {formula} the value saved with it was taken: “{value}”.',
  },
  'sheet.merged-filled': {
    zh: '合并单元格：本行 {cells} 个单元格取合并区域的值。',
    en: 'Merged cells: {cells} cells of this row took the value of the merged area.',
  },
} as const
export type SheetFindingCode = keyof typeof sheetFindings

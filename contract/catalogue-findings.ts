/** What the rehearsal of a revision of the catalogue may find, each with its remedy, `{name}` for parameters. */
export const catalogueFindings = {
  'catalogue.limit-unknown': {
    zh: '时限“{spelling}”无法识别；可写成：2小时、3工作日、5天、1紧急工作时、30分钟、立即、1小时制止、不限。',
    en: 'The limit “{spelling}” is not understood; write e.g. 2 hours, 3 working days, 5 days, 30 minutes, at once, 1 hour to stop, none.',
  },
  'catalogue.limit-empty': {
    zh: '时限为空；请填写，确实没有时限的写“不限”。',
    en: 'The limit is empty; fill it in, or write “none” where there is none.',
  },
  'catalogue.limits-absent': {
    zh: '文件没有时限一列：{conditions} 个立案条件暂不设时限，导入后可逐项补上。',
    en: 'The file has no column of limits: {conditions} conditions have none for now; set them afterwards.',
  },
  'catalogue.conditions-absent': {
    zh: '文件没有立案条件一列：{items} 个事项中新增的各设一个以事项名称为准的条件，导入后可修改。',
    en: 'The file has no column of filing conditions: of {items} items the new ones get one named as the item; edit them afterwards.',
  },
  'catalogue.name-empty': {
    zh: '“{what}”为空；请填写。',
    en: '“{what}” is empty; fill it in.',
  },
  'catalogue.code-unusable': {
    zh: '代码“{code}”不可用（数字、字母、点、横线，至多 30 个；表格里应为文本格式）。',
    en: 'The code “{code}” cannot be used (digits, letters, dots, dashes, at most 30; a text in the spreadsheet).',
  },
  'catalogue.code-two-names': {
    zh: '代码 {code} 在第 {other} 行叫“{name}”，这里叫“{here}”；请统一名称或更换代码。',
    en: 'The code {code} is “{name}” in row {other} and “{here}” here; make them one, or change the code.',
  },
  'catalogue.renamed': {
    zh: '代码 {code} 原为“{before}”，将改名为“{after}”；如果是另一个事项，请在文件中换一个代码。',
    en: 'The code {code} was “{before}” and becomes “{after}”; if that is another item, give it another code in the file.',
  },
  'catalogue.condition-twice': {
    zh: '同一事项的立案条件与第 {other} 行重复；请删去一行。',
    en: 'The same filing condition of the same item stands in row {other}; remove one of them.',
  },
  'catalogue.word-unknown': {
    zh: '“{value}”不是可用的值；可用：{known}。',
    en: '“{value}” is not a value that is known here; known are: {known}.',
  },
  'catalogue.procedure-unknown': {
    zh: '“{item}”的流程“{procedure}”不存在；请先建立流程，或改用已有的流程。',
    en: '“{item}” names the procedure “{procedure}”, which there is not; make it first, or name another.',
  },
  'catalogue.category-unknown': {
    zh: '“{item}”的大类不存在或已停用；请先建立大类。',
    en: '“{item}” lies in a category that there is not, or that is retired; make it first.',
  },
  'catalogue.no-condition': {
    zh: '“{item}”没有立案条件；至少要有一条。',
    en: '“{item}” has no condition; it needs at least one.',
  },
  'catalogue.auto-assess-needs-one-condition': {
    zh: '“{item}”设为自动立案，但有 {conditions} 个立案条件；自动立案只能有一个条件。',
    en: '“{item}” is assessed by the system but has {conditions} conditions; it may have one alone.',
  },
  'catalogue.limit-not-a-number': {
    zh: '“{item}”的时限不是数字；请改正。',
    en: 'A limit of “{item}” is no number; correct it.',
  },
  'catalogue.limit-beyond-a-year': {
    zh: '“{item}”有一个时限超过一年；请核对单位。',
    en: 'A limit of “{item}” is longer than a year; check its unit.',
  },
  'catalogue.condition-has-open-cases': {
    zh: '“{item}”的立案条件“{condition}”将取消，但还有 {cases} 件未结事件按它办理；如仍要取消，请勾选允许，这些事件保留原版本。',
    en: 'The condition “{condition}” of “{item}” would go, and {cases} open cases are under it; allow it if that is meant: they keep their version.',
  },
  'catalogue.item-has-open-cases': {
    zh: '“{item}”将停用，但还有 {cases} 件未结事件；如仍要停用，请勾选允许，这些事件继续办理。',
    en: '“{item}” would retire, and {cases} cases of it are open; allow it if that is meant: they go on as they are.',
  },
  'catalogue.category-has-items': {
    zh: '大类“{category}”下还有 {items} 个在用事项，不能停用；请先停用或移走这些事项。',
    en: 'The category “{category}” has {items} items in force and cannot retire; retire or move them first.',
  },
  'catalogue.not-in-file': {
    zh: '现有 {items} 个事项不在这次的内容里，保持不变；如要停用，请在导入时选择“停用”。',
    en: '{items} items of the catalogue are not among these and stay as they are; choose “retire” in the import if they are to go.',
  },
  'catalogue.kept-because-of-errors': {
    zh: '文件有读不出的行，因此不停用文件里缺少的事项，也不取消缺少的立案条件。',
    en: 'The file has rows that could not be read, so nothing that it lacks is retired and no condition goes.',
  },
  'catalogue.days-by-clock': {
    zh: '{rows} 行的“天/日”按自然日（24 小时）计。',
    en: 'In {rows} rows a plain “day” was taken as 24 hours.',
  },
  'catalogue.days-working': {
    zh: '{rows} 行的“天/日”按工作日计。',
    en: 'In {rows} rows a plain “day” was taken as a working day.',
  },
  'catalogue.hours-by-clock': {
    zh: '{rows} 行的“小时”按自然小时计。',
    en: 'In {rows} rows a plain “hour” was taken as an hour by the clock.',
  },
  'catalogue.hours-working': {
    zh: '{rows} 行的“小时”按工作时计。',
    en: 'In {rows} rows a plain “hour” was taken as a working hour.',
  },
  'catalogue.stop-limits': {
    zh: '{rows} 行的时限是“制止”时限：到时应已制止，不是处置完毕。',
    en: 'In {rows} rows the limit is one to stop it by, not to have it mended.',
  },
  'catalogue.codes-made': {
    zh: '{items} 个事项没有代码或代码已被占用，已按大类依次编号。',
    en: '{items} items have no code, or one that is taken; they were numbered within their category.',
  },
} as const
export type CatalogueFindingCode = keyof typeof catalogueFindings

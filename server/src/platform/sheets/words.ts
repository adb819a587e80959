/** Words that cells say yes and no with, and the marks of a date. */
export const YES_WORDS = ['是', '有', '需要', '√', 'y', 'yes', 'true', '1']
export const NO_WORDS = ['否', '无', '不需要', '×', 'x', 'n', 'no', 'false', '0']
export const DATE_MARKS = { year: '年', month: '月', day: '日' }

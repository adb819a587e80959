/** Words and signs of tables of duties as people write them. */

/** Marks in a matrix with departments across. */
export const LEAD_MARKS: ReadonlySet<string> = new Set(['主', '主办', '牵头', '●', '★', '√', '1', 'l', 'lead', 'x'])
export const ASSIST_MARKS: ReadonlySet<string> = new Set([
  '协',
  '协办',
  '配合',
  '○',
  '△',
  '☆',
  '2',
  'a',
  'assist',
  'assisting',
])

/** Between units or departments that are named one after another. */
export const BETWEEN = /[、，,;；/|\n]+/
/** From here on a cell names those that assist. */
export const ASSIST_FROM = /[（(]\s*(?:协办?|assist(?:ing)?)\s*[:：]?|[（(]|[;；]?\s*(?:协办?|assist(?:ing)?)\s*[:：]/
export const LEAD_BEFORE = /^(?:主办?|牵头|lead)\s*[:：]/

/** "A and each B": both are meant. */
export const UNITS_BETWEEN = /[、，,;；/|\n]+|\s*以?及(?=各|所属|属地)|及其/
/** In front of a unit's name and no part of it. */
export const UNIT_BEFORE = /^[及和与\s]+/

/** Units that are no office by name, but a kind: whichever is there. */
export const GENERIC_UNIT = /^(?:各|所属|属地|所在|辖区|有关|相关)|部门$/
/** What a unit's name begins with and another's leaves out: the place. */
export const PLACE_BEFORE =
  /^(?!城市)\p{Script=Han}{1,8}?(?:自治州|地区|省|市|州|县|区|镇|乡|街道)(?=\p{Script=Han}{3})/u
/** What names of one and the same office differ in. */
export const OFFICE_ENDS =
  /(?:综合|城市|服务|管理|行政|集中|集团|有限|责任|公司|中心|总站|支队|大队|中队|办公室|部门|局|处|科|站|所|队)/g
/** Offices at a lower level, one in each place: their duties are given there. */
export const LOCAL_UNIT = /^(?:所属|属地|各|所在|辖区)/

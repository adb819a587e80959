/** Names and texts of the walk: what an administrator would type. */
export const CITY = '金华市'
export const COMMAND_OFFICE = '市综合信息指挥室'
export const SUPERVISION = '城市管理部件和事件立案结案标准'
/** Login → name, by the role. */
export const PEOPLE = {
  worker: '网格员',
  assessor: '研判员',
  dispatcher: '派遣员',
  handler: '处置员',
  verifier: '核查员',
} as const
export const SAYING = '上水井盖缺失，有人跌落的危险，请尽快恢复'
export const ITEM = '上水井盖'

/** What the people of a simulated city write on their cases. */
export const said = {
  somebody: '王某',
  whereExactly: '请补充具体位置。',
  atTheEntrance: '在小区北门入口处。',
  notSo: '现场复核未发现所述问题。',
  agreed: '会商确定由责任表所列部门主办。',
  notOurs: '不属于本部门职责范围，请核对责任表。',
  dutyList: '部门职责清单',
  done: '已整改到位，现场恢复正常。',
  stillThere: '复核发现仍有残留，请返工。',
  byTelephone: '电话回访。',
}

export const later = {
  hurry: '请抓紧办理并反馈进展。',
  onIt: '已安排人员处理，预计按期完成。',
  needHelp: '需要上级协调设备和人员。',
  moreTime: '工程量较大，申请延期。',
  decided: '已研究。',
  waitsForParts: '等待配件到货。',
}

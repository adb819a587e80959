/** What a rehearsal of an edit says, in sentences. Areas are square metres. */
import type { FindingSentences } from '@bihuan/contract/revision'

export const editFindings: FindingSentences = {
  'edit.grid-unknown': {
    zh: '网格“{id}”已不在用；请刷新地图后重画。',
    en: 'The grid “{id}” is no longer in force; refresh the map and draw again.',
  },
  'edit.line-does-not-cross': {
    zh: '这条线没有从边到边穿过“{name}”；请让线的两端都落在网格边界上或边界之外。',
    en: 'The line does not go through “{name}” from border to border; let both of its ends lie on the border or outside.',
  },
  'edit.part-too-small': {
    zh: '“{name}”会有一块只有 {area} 平方米，太小，像是误画；请重画。',
    en: 'A piece of “{name}” would be {area} m² only, which looks like a slip; draw again.',
  },
  'edit.not-adjacent': {
    zh: '{names} 并不相邻，不能合并成一个网格。',
    en: '{names} are not adjacent and cannot become one grid.',
  },
  'edit.not-one-community': {
    zh: '{names} 不属于同一社区或不是同一种网格，不能合并。',
    en: '{names} are not of one community and one kind, and cannot be merged.',
  },
  'edit.crosses-itself': {
    zh: '“{name}”的边界与自身相交；请移开这个顶点。',
    en: 'The border of “{name}” crosses itself here; move this corner away.',
  },
  'edit.overlap': {
    zh: '“{name}”与“{other}”会重叠 {area} 平方米；请移开边界，或让相邻网格跟着变。',
    en: '“{name}” and “{other}” would overlap by {area} m²; move the border away, or let the neighbour go along.',
  },
  'edit.gap': {
    zh: '会有 {area} 平方米不再属于任何网格（原属 {names}）；请确认，或让相邻网格跟着变。',
    en: '{area} m² would belong to no grid any more (now of {names}); make sure, or let the neighbour go along.',
  },
  'edit.outside-community': {
    zh: '“{name}”会有 {area} 平方米伸出“{community}”的边界。',
    en: '{area} m² of “{name}” would lie outside of “{community}”.',
  },
  'edit.outside': {
    zh: '“{name}”画在所有网格之外；专属网格要画在已有网格之上。',
    en: '“{name}” lies outside of all grids; a dedicated grid is drawn over those that are there.',
  },
  'edit.partly-outside': {
    zh: '“{name}”有 {area} 平方米在所有网格之外。',
    en: '{area} m² of “{name}” lie outside of all grids.',
  },
  'edit.across-communities': {
    zh: '“{name}”跨社区：归“{community}”，另占 {others}。',
    en: '“{name}” lies in several communities: it becomes one of “{community}”, and reaches into {others}.',
  },
  'edit.code-taken': {
    zh: '代码 {code} 已被使用；请换一个，或留空由系统编。',
    en: 'The code {code} is taken; choose another one, or leave it empty.',
  },
  'edit.not-dedicated': {
    zh: '“{name}”是综合网格，不能直接撤销（那里会没有网格）；请与相邻网格合并。',
    en: '“{name}” is a general grid and cannot just end, which would leave its ground without one; merge it with a neighbour.',
  },
  'edit.nothing-changed': { zh: '“{name}”没有变化。', en: '“{name}” would not change.' },
  'edit.grid-ends': { zh: '“{name}”（{code}）停用，{area} 平方米。', en: '“{name}” ({code}) ends, {area} m².' },
  'edit.grid-new': { zh: '新网格“{name}”（{code}），{area} 平方米。', en: 'New grid “{name}” ({code}), {area} m².' },
  'edit.grid-bent': {
    zh: '“{name}”（{code}）由 {before} 变为 {after} 平方米。',
    en: '“{name}” ({code}) goes from {before} to {after} m².',
  },
  'edit.cases-move': {
    zh: '{count} 件未结事件转到“{name}”；责任方与时限不变。',
    en: '{count} open cases go over to “{name}”; holders and clocks stay.',
  },
  'edit.cases-nowhere': {
    zh: '{count} 件未结事件的位置将不在任何网格内，仍记在原网格。',
    en: '{count} open cases would lie in no grid; they stay with the one that they have.',
  },
  'edit.team-gains': { zh: '队伍“{name}”增加 {area} 平方米。', en: 'The team “{name}” gains {area} m².' },
  'edit.team-loses': { zh: '队伍“{name}”减少 {area} 平方米。', en: 'The team “{name}” loses {area} m².' },
}

export const officeFindings: FindingSentences = {
  'office.code-taken': {
    zh: '“{name}”的代码 {code} 已属于“{other}”；请换一个代码。',
    en: 'The code {code} of “{name}” belongs to “{other}”; choose another one.',
  },
  'office.code-fixed': {
    zh: '“{name}”的代码是 {code}，不能更改；如需新代码，请另建一个。',
    en: 'The code of “{name}” is {code} and stays; for another code make a new one.',
  },
  'office.kind-fixed': {
    zh: '“{name}”的类型不能更改；请另建一个部门。',
    en: 'The kind of “{name}” stays; make a new department instead.',
  },
  'office.ended': { zh: '“{name}”已停用，不能再改。', en: '“{name}” has ended and cannot be changed.' },
  'office.unknown': { zh: '要停用的记录不存在或已停用。', en: 'What is to end does not exist, or has ended.' },
  'office.region-unknown': {
    zh: '“{name}”的区划不存在或已停用（{region}）；请重新选择。',
    en: 'The region of “{name}” does not exist or has ended ({region}); choose another.',
  },
  'office.parent-unknown': {
    zh: '“{name}”的上级部门不存在或已停用。',
    en: 'The department above “{name}” does not exist or has ended.',
  },
  'office.parent-below': {
    zh: '“{name}”不能成为自己的上级（上级关系成环）。',
    en: '“{name}” would stand above itself; choose another department above it.',
  },
  'office.department-unknown': {
    zh: '“{name}”的所属部门不存在或已停用。',
    en: 'The department of “{name}” does not exist or has ended.',
  },
  'office.sector-unknown': {
    zh: '“{name}”的片区不存在或已停用。',
    en: 'The sector of “{name}” does not exist or has ended.',
  },
  'office.sector-empty': {
    zh: '片区“{name}”没有社区也没有网格；请至少选一个。',
    en: 'The sector “{name}” has neither a community nor a grid; choose at least one.',
  },
  'office.grid-unknown': {
    zh: '“{name}”的网格 {grid} 不存在或已停用。',
    en: 'The grid {grid} of “{name}” does not exist or has ended.',
  },
  'office.has-children': {
    zh: '“{name}”之下还有“{child}”；请先给它换上级。',
    en: '“{child}” stands under “{name}”; give it another department above first.',
  },
  'office.has-teams': {
    zh: '“{name}”还有队伍“{team}”；请先移走或停用队伍。',
    en: '“{name}” still has the team “{team}”; move or end it first.',
  },
  'office.has-cases': {
    zh: '“{name}”还有 {count} 件未结事件，不能停用；请先转派或办结。',
    en: '“{name}” answers for {count} open cases and cannot end; transfer or close them first.',
  },
  'office.has-members': {
    zh: '“{name}”还有 {count} 名成员；停用后请为他们另安排。',
    en: '“{name}” still has {count} members; find them another place.',
  },
  'office.row-name-missing': { zh: '缺少名称。', en: 'The name is missing.' },
  'office.row-twice': {
    zh: '代码 {code} 在第 {first} 行已出现。',
    en: 'The code {code} stands in row {first} already.',
  },
  'office.row-region-unknown': {
    zh: '找不到区划“{value}”；请填 12 位代码或完整名称。',
    en: 'No region “{value}”; write its 12-digit code or its full name.',
  },
  'office.row-region-several': {
    zh: '有 {count} 个区划叫“{value}”；请改填 12 位代码。',
    en: '{count} regions are called “{value}”; write the 12-digit code.',
  },
  'office.row-kind-unknown': {
    zh: '不认识的类型“{value}”；部门填“指挥”或“职能”，队伍填“网格”“中队”或“巡查”。',
    en: 'Unknown kind “{value}”; departments are command or duty, teams grid, squad or patrol.',
  },
  'office.row-parent-unknown': {
    zh: '找不到上级部门“{value}”；请填它的代码或名称，或先把它写进名单。',
    en: 'No department “{value}” above; write its code or name, or put it into the list.',
  },
  'office.row-department-unknown': {
    zh: '找不到部门“{value}”；请填部门代码或完整名称。',
    en: 'No department “{value}”; write its code or full name.',
  },
  'office.row-grids-unknown': {
    zh: '找不到网格 {grids}；请填网格代码。',
    en: 'No grids {grids}; write the codes of grids.',
  },
}

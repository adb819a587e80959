/** What the rehearsal of a territory import can find, `{name}` for parameters. Areas in m², lengths in m. */
export const territoryFindings = {
  'code-malformed': {
    zh: '“{value}”不是区划代码；应为 4、6、9 或 12 位数字。',
    en: '“{value}” is no region code; it has 4, 6, 9 or 12 digits.',
  },
  'name-missing': { zh: '{code} 没有名称；请补上。', en: '{code} has no name; add it.' },
  'code-duplicate': {
    zh: '代码 {code} 在文件中出现不止一次（首次在第 {first} 行，名称“{name}”）；请只留一行。',
    en: 'The code {code} stands in the file more than once (first in row {first}, as “{name}”); keep one.',
  },
  'parent-unknown': {
    zh: '{code}“{name}”的上级 {parent} 既不在文件中，也不在系统中；请先导入上一级代码。',
    en: 'The region {parent} above {code} “{name}” is neither in the file nor known; import the level above first.',
  },
  'city-missing': {
    zh: '城市 {code} 尚未建立，文件中也没有；请填写城市名称，或先导入含城市的一级代码。',
    en: 'The city {code} is not known and not in the file; give its name, or import the list that has it first.',
  },
  'another-city': {
    zh: '系统已属于“{name}”（{code}）；一套系统只服务一座城市。',
    en: 'This installation belongs to “{name}” ({code}); one installation serves one city.',
  },
  'prefix-unmatched': {
    zh: '文件中没有以 {prefix} 开头的代码；请核对所选的城市或文件。',
    en: 'No code in the file begins with {prefix}; check the city chosen, or the file.',
  },
  'rows-passed-over': {
    zh: '{count} 行属于其他地区，未读取。',
    en: '{count} rows belong to other places and were passed over.',
  },
  'level-absent': {
    zh: '代码 {code}“{name}”只是占位（这里没有县级）；其下级直接挂在城市之下。',
    en: 'The code {code} “{name}” only holds a place (there is no county level here); what is below hangs under the city.',
  },
  'name-differs': {
    zh: '{code} 由“{before}”改名为“{name}”。',
    en: '{code} is renamed from “{before}” to “{name}”.',
  },
  'code-changed': {
    zh: '“{name}”的代码由 {before} 变为 {code}；旧代码到期，由新代码承接。',
    en: '“{name}” has a new code: {before} ends and {code} succeeds it.',
  },
  'parent-changed': {
    zh: '“{name}”由“{before}”划归“{parent}”，代码由 {beforeCode} 变为 {code}。',
    en: '“{name}” goes over from “{before}” to “{parent}”; its code changes from {beforeCode} to {code}.',
  },
  'region-vanished': {
    zh: '{code}“{name}”不在新的名单中，将到期；没有找到承接者。',
    en: '{code} “{name}” is not in the new list and ends; nothing was found that succeeds it.',
  },
  'vanished-in-use': {
    zh: '{code}“{name}”不在新的名单中，但其中还有 {regions} 个下级区划、{grids} 个网格、{departments} 个部门、{cases} 件未结事件；请在名单中为承接者填写“原代码”（{code}），否则保留不变。',
    en: '{code} “{name}” is not in the new list, but {regions} regions below, {grids} grids, {departments} departments and {cases} open cases are in it; name {code} as the former code of what succeeds it, or it stays as it is.',
  },
  'successor-ambiguous': {
    zh: '{code}“{name}”的承接者不明：{candidates} 同名；请填写“原代码”。',
    en: 'What succeeds {code} “{name}” is not clear: {candidates} have its name; fill in the former code.',
  },
  'former-unknown': {
    zh: '{code} 的原代码 {former} 不是现行代码；请核对。',
    en: 'The former code {former} of {code} is not in force; check it.',
  },
  'date-invalid': { zh: '“{value}”不是日期；请写成 2026-01-01。', en: '“{value}” is no date; write it as 2026-01-01.' },
  'ended-row': {
    zh: '{code}“{name}”在文件中已于 {date} 到期，不导入。',
    en: '{code} “{name}” ended on {date} by the file and is not taken in.',
  },

  'feature-malformed': {
    zh: '第 {feature} 个要素无法读取：{reason}；请在制图软件中改正后重新导出。',
    en: 'Feature {feature} cannot be read: {reason}; correct it where it was drawn and export again.',
  },
  'geometry-type': {
    zh: '第 {feature} 个要素是 {type}，不是面；只接受 Polygon 与 MultiPolygon。',
    en: 'Feature {feature} is a {type}, not an area; only Polygon and MultiPolygon are taken.',
  },
  'crs-member': {
    zh: '文件自称坐标系为“{crs}”，与所声明的 {datum} 不一致的部分以声明为准；投影坐标（米）不接受。',
    en: 'The file names the reference system “{crs}”; what was declared ({datum}) holds. Projected coordinates (metres) are not taken.',
  },
  'position-impossible': {
    zh: '“{name}”有 {count} 个坐标不是经纬度（例如 {value}）；可能是投影坐标，请转换为经纬度。',
    en: '“{name}” has {count} positions that are no longitude and latitude (such as {value}); if they are projected, convert them to degrees.',
  },
  'axes-swapped': {
    zh: '“{name}”的经纬度写反了（应为“经度, 纬度”）；交换后落在本市，已按交换读取。',
    en: '“{name}” has latitude before longitude; swapped it lies in the city, and was read so.',
  },
  'far-away': {
    zh: '“{name}”离本市已知范围 {kilometres} 公里；请核对坐标。',
    en: '“{name}” lies {kilometres} km from what is known of the city; check its positions.',
  },
  'code-unknown': {
    zh: '“{code}”不是现行的区划代码，边界没有归属；请先导入代码或改正。',
    en: 'The code “{code}” is not in force, so the outline belongs to nothing; import the codes first, or correct it.',
  },
  'name-unknown': {
    zh: '没有叫“{name}”的{levelZh}；请改正名称，或给要素加上代码。',
    en: 'There is no {levelEn} called “{name}”; correct the name, or give the feature its code.',
  },
  'name-ambiguous': {
    zh: '叫“{name}”的不止一个（{candidates}）；请给要素加上代码。',
    en: 'There is more than one “{name}” ({candidates}); give the feature its code.',
  },
  'name-of-code-differs': {
    zh: '代码 {code} 在系统中是“{known}”，文件中叫“{name}”；按代码归属。',
    en: 'The code {code} is “{known}” here and “{name}” in the file; it goes by the code.',
  },
  'matched-by-name': { zh: '“{name}”按名称归属到 {code}。', en: '“{name}” was matched to {code} by its name.' },
  'feature-duplicate': {
    zh: '“{name}”在文件中不止一次（第 {first} 个要素已有）；只取第一个。',
    en: '“{name}” comes more than once (feature {first} has it); the first one is taken.',
  },
  'outline-missing': {
    zh: '“{name}”（{code}）在文件中没有边界；其他同级区域有。',
    en: '“{name}” ({code}) has no outline in the file, while others of its level have.',
  },
  'ring-closed': {
    zh: '“{name}”有 {count} 个环没有闭合，已闭合。',
    en: '“{name}” had {count} rings that were not closed; they were.',
  },
  'points-doubled': {
    zh: '“{name}”有 {count} 个重复的点，已去掉。',
    en: '“{name}” had {count} doubled points; they were removed.',
  },
  'orientation-turned': {
    zh: '“{name}”有 {count} 个环方向相反，已改正。',
    en: '“{name}” had {count} rings that ran the wrong way; they were turned.',
  },
  'ring-degenerate': {
    zh: '“{name}”有 {count} 个不成面的环（不足三点或面积为零），已去掉。',
    en: '“{name}” had {count} rings without any ground; they were removed.',
  },
  'ring-touches-itself': {
    zh: '“{name}”的边界在 {count} 处接触自身，已在接触处分开；形状与面积不变。',
    en: 'The outline of “{name}” touches itself in {count} places and was parted there; shape and area stay.',
  },
  'ring-crosses-itself': {
    zh: '“{name}”的边界自相交 {count} 处；请在制图软件中改正（最大的交叉部分 {area} m²）。',
    en: 'The outline of “{name}” crosses itself in {count} places; correct it where it was drawn (the largest loop has {area} m²).',
  },
  'loop-removed': {
    zh: '“{name}”的边界打了 {count} 个小结（共 {area} m²），小于 {limit} m²，已去掉。',
    en: 'The outline of “{name}” had {count} small loops ({area} m² in all), each below {limit} m²; they were removed.',
  },
  hole: {
    zh: '“{name}”中间有一个洞，{area} m²；如属另一区域（飞地）则正常。',
    en: '“{name}” has a hole of {area} m²; that is right where it belongs to another region.',
  },
  'outside-parent': {
    zh: '“{name}”有 {area} m² 超出上级“{parent}”的边界。',
    en: '“{name}” reaches {area} m² beyond the outline of “{parent}” above it.',
  },
  'wholly-outside-parent': {
    zh: '“{name}”完全不在上级“{parent}”之内，相距 {metres} 米；请核对代码与坐标系。',
    en: '“{name}” lies wholly outside of “{parent}” above it, {metres} m away; check its code and the datum.',
  },
  overlap: {
    zh: '“{one}”与“{other}”重叠 {area} m²；一个地点只能属于一个。',
    en: '“{one}” and “{other}” overlap by {area} m²; a place can belong to one only.',
  },
  gap: {
    zh: '“{parent}”内有 {area} m² 不属于任何下级（在“{near}”附近）。',
    en: '{area} m² of “{parent}” belong to nothing below it (near “{near}”).',
  },
  'gap-between': {
    zh: '“{near}”等之间有 {area} m² 的空隙，不属于任何一个。',
    en: '{area} m² between “{near}” belong to none of them.',
  },
  'slivers-many': {
    zh: '“{name}”的边界上还有 {count} 处狭缝（共 {area} m²，最大 {largest} m²），小于 {limit} m²；没有逐处列出。',
    en: 'There are {count} more slivers along “{name}” ({area} m² in all, the largest {largest} m²), each below {limit} m²; they are not listed one by one.',
  },
  'slivers-snapped': {
    zh: '“{name}”的边界已与相邻边界对齐：{count} 处不超过 {limit} m² 的缝隙和重叠合上了（共 {area} m²）。',
    en: 'The outline of “{name}” was drawn to its neighbours’: {count} gaps and overlaps of at most {limit} m² were closed ({area} m² in all).',
  },
  'datum-misfit': {
    zh: '声明的坐标系 {declared} 与已知边界相差约 {misfit} 米；按 {better} 读取只差约 {betterMisfit} 米。请核对后重新选择坐标系。',
    en: 'By the datum declared, {declared}, it lies about {misfit} m off what is known; read as {better} only about {betterMisfit} m. Check, and declare it anew.',
  },
  'datum-fits': {
    zh: '声明的坐标系 {declared} 与已知边界相符（约 {misfit} 米）；按 {other} 读取会差约 {otherMisfit} 米。',
    en: 'The datum declared, {declared}, fits what is known (about {misfit} m); read as {other} it would be about {otherMisfit} m off.',
  },
  'datum-doubtful': {
    zh: '按声明的坐标系 {declared} 读取，与已知边界相差约 {misfit} 米；按 {other} 读取也差约 {otherMisfit} 米。请在地图上核对。',
    en: 'By the datum declared, {declared}, it lies about {misfit} m off what is known, and as {other} about {otherMisfit} m; look at it on the map.',
  },
  'borders-too-different': {
    zh: '相邻边界几乎处处不重合，无法逐处比较；请用共享边界的数据重新导出。',
    en: 'The borders of neighbours hardly anywhere coincide, so the differences cannot be listed; export the data with shared borders.',
  },
  'too-detailed': {
    zh: '文件共有 {corners} 个边界点，平均相距 {metres} 米；服务器要把边界放在内存里，上限 {limit} 个点。请在制图软件中简化（容差 1 米即可），或分批导入。',
    en: 'The file has {corners} corners, {metres} m apart on average. The server holds outlines in memory, at most {limit} corners: simplify it where it was drawn (a tolerance of 1 m will do), or import it in parts.',
  },
  'very-detailed': {
    zh: '文件共有 {corners} 个边界点，平均相距 {metres} 米；简化后地图会更快。',
    en: 'The file has {corners} corners, {metres} m apart on average; maps would be faster with fewer.',
  },
  'datum-unproven': {
    zh: '没有可供对照的已知边界，坐标系 {declared} 无法检验；请在地图上核对。',
    en: 'There is no known outline to compare with, so the datum {declared} could not be checked; look at it on the map.',
  },
  'community-unknown': {
    zh: '网格“{name}”的社区“{value}”不在系统中；请改正，或先导入代码。',
    en: 'The community “{value}” of the grid “{name}” is not known; correct it, or import the codes first.',
  },
  'community-by-place': {
    zh: '网格“{name}”按位置归入社区“{community}”。',
    en: 'The grid “{name}” was given to the community “{community}” by its place.',
  },
  'community-not-found-by-place': {
    zh: '网格“{name}”没有写明社区，也不在任何社区的边界内；请补上社区代码。',
    en: 'The grid “{name}” names no community and lies in the outline of none; add the community’s code.',
  },
  'grid-code-made': {
    zh: '网格“{name}”没有代码，编为 {code}。',
    en: 'The grid “{name}” has no code and was given {code}.',
  },
  'grid-kind-unknown': {
    zh: '网格“{name}”的类型“{value}”无法识别；应为“综合”或“专属”。',
    en: 'The kind “{value}” of the grid “{name}” is not known; it is general or dedicated.',
  },
  'grid-redrawn': { zh: '网格 {code}“{name}”的边界有变。', en: 'The grid {code} “{name}” is drawn anew.' },
  'grid-vanished': {
    zh: '网格 {code}“{name}”不在文件中，将到期；其中有 {cases} 件未结事件。',
    en: 'The grid {code} “{name}” is not in the file and ends; {cases} open cases are in it.',
  },
  'made-up': {
    zh: '“{name}”下的 {count} 条边界是系统按种子 {seed} 切分的，仅供起步，请逐步以实测边界替换。',
    en: 'The {count} outlines under “{name}” are cut from the seed {seed}, to begin with; replace them by surveyed ones.',
  },
  'community-made-up': {
    zh: '“{name}”下没有社区代码，已编 {count} 个临时社区（代码以 {code} 起）。',
    en: 'There are no communities under “{name}”; {count} were made up (codes from {code} on).',
  },
} as const
export type TerritoryFindingCode = keyof typeof territoryFindings

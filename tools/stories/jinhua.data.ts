/** The nine counties of 金华, one town and two communities of each: codes and names as the statistical office has them (NOTICE, 1). */
// prettier-ignore
export const COUNTIES: readonly { code: string; zh: string; town: readonly [string, string]; communities: readonly (readonly [string, string])[] }[] = [
  { code: '330702000000', zh: '婺城区', town: ['330702001000', '城东街道'], communities: [['330702001008', '桃园社区'], ['330702001010', '青春路社区']] },
  { code: '330703000000', zh: '金东区', town: ['330703001000', '多湖街道'], communities: [['330703001001', '王坦社区'], ['330703001002', '泉源社区']] },
  { code: '330723000000', zh: '武义县', town: ['330723001000', '白洋街道'], communities: [['330723001001', '下王宅社区'], ['330723001002', '鸣阳社区']] },
  { code: '330726000000', zh: '浦江县', town: ['330726001000', '浦南街道'], communities: [['330726001001', '文溪社区'], ['330726001002', '江滨社区']] },
  { code: '330727000000', zh: '磐安县', town: ['330727001000', '安文街道'], communities: [['330727001002', '五指居委会'], ['330727001003', '市口居委会']] },
  { code: '330781000000', zh: '兰溪市', town: ['330781001000', '兰江街道'], communities: [['330781001001', '滨江社区'], ['330781001002', '兰荫社区']] },
  { code: '330782000000', zh: '义乌市', town: ['330782001000', '稠城街道'], communities: [['330782001001', '江滨社区'], ['330782001002', '下车门社区']] },
  { code: '330783000000', zh: '东阳市', town: ['330783001000', '吴宁街道'], communities: [['330783001014', '东街社区'], ['330783001016', '西街社区']] },
  { code: '330784000000', zh: '永康市', town: ['330784001000', '东城街道'], communities: [['330784001001', '园丁社区'], ['330784001002', '卫星社区']] },
]

/** Ten special rectifications with the department that leads each, made up: the account names neither. */
// prettier-ignore
export const RECTIFICATIONS: readonly { key: string; zh: string; en: string; lead: string; leadEn: string; items: readonly (readonly [string, string])[] }[] = [
  { key: 'traffic', zh: '道路交通安全', en: 'Road traffic', lead: '公安交警', leadEn: 'Traffic police', items: [['隐患路口', 'Dangerous junction'], ['违规载人', 'People carried unlawfully']] },
  { key: 'fire', zh: '消防安全', en: 'Fire safety', lead: '消防救援', leadEn: 'Fire and rescue', items: [['疏散通道堵塞', 'Escape route blocked'], ['消防设施失效', 'Fire equipment dead']] },
  { key: 'chemicals', zh: '危险化学品', en: 'Dangerous chemicals', lead: '应急管理', leadEn: 'Emergency management', items: [['违规存放', 'Stored wrongly'], ['安全距离不足', 'Too close']] },
  { key: 'sites', zh: '建筑施工', en: 'Building sites', lead: '住房建设', leadEn: 'Housing and construction', items: [['临边防护缺失', 'Edge protection missing'], ['脚手架松动', 'Scaffold loose']] },
  { key: 'gas', zh: '城镇燃气', en: 'Town gas', lead: '综合执法', leadEn: 'Enforcement', items: [['软管老化', 'Hose worn'], ['违规储瓶', 'Bottles stored wrongly']] },
  { key: 'e-bikes', zh: '电动自行车', en: 'Electric bicycles', lead: '市场监管', leadEn: 'Market regulation', items: [['飞线充电', 'Charging by a loose cable'], ['入户停放', 'Parked indoors']] },
  { key: 'schools', zh: '校园安全', en: 'Schools', lead: '教育', leadEn: 'Education', items: [['门卫缺岗', 'No guard at the gate'], ['周边乱停', 'Parking at the gate']] },
  { key: 'rentals', zh: '出租房屋', en: 'Rental houses', lead: '流动人口服务', leadEn: 'Rental services', items: [['隔断住人', 'Partitioned rooms'], ['电线私拉', 'Makeshift wiring']] },
  { key: 'water', zh: '涉水安全', en: 'Water', lead: '水利', leadEn: 'Water resources', items: [['警示牌缺失', 'No warning sign'], ['护栏破损', 'Railing broken']] },
  { key: 'food', zh: '食品药品', en: 'Food and drugs', lead: '卫生健康', leadEn: 'Health', items: [['过期食品', 'Food out of date'], ['冷链中断', 'Cold chain broken']] },
]

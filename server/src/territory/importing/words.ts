/** What the columns and properties of territory files are called, and the words in them that mean something. */
import type { Column } from '../../platform/sheets/headers.ts'

export type CodeField = 'code' | 'name' | 'former' | 'validFrom' | 'validTo'
export const CODE_COLUMNS: readonly Column<CodeField>[] = [
  {
    field: 'code',
    aliases: ['区划代码', '统计用区划代码', '行政区划代码', '新代码', '代码', '编码', 'code', 'region code', 'adcode'],
    required: true,
  },
  { field: 'name', aliases: ['名称', '区划名称', '单位名称', '地名', 'name'], required: true },
  { field: 'former', aliases: ['原代码', '旧代码', '原区划代码', '曾用代码', 'former code', 'former', 'old code'] },
  { field: 'validFrom', aliases: ['生效日期', '启用日期', '有效期起', 'valid from'] },
  { field: 'validTo', aliases: ['失效日期', '停用日期', '有效期止', 'valid to'] },
]

/** Counties of the statistical list that are headings and no places. */
export const HEADINGS: readonly string[] = ['市辖区', '县', '自治区直辖县级行政区划', '省直辖县级行政区划']

/** What one community is called by different offices: 泉源社区居委会, 泉源社区居民委员会, 泉源社区. */
const ENDINGS = /(社区居民委员会|社区居委会|居民委员会|居委会|村民委员会|村委会|社区|村)$/

/** For comparing names of one level: without spaces, brackets and the words that only say what kind of place it is. */
export function nameKey(name: string): string {
  const plain = name.replace(/\s|\(.*?\)|（.*?）/g, '')
  const short = plain.replace(ENDINGS, '').replace(ENDINGS, '')
  return short === '' ? plain : short
}

export const CODE_PROPERTIES = [
  'code',
  'adcode',
  'regionCode',
  'region_code',
  '区划代码',
  '行政区划代码',
  '代码',
  '编码',
  '网格编码',
  '网格编号',
  'id',
]
export const NAME_PROPERTIES = ['name', 'NAME', 'title', '名称', '区划名称', '网格名称', '地名']
export const COMMUNITY_PROPERTIES = [
  'community',
  'communityCode',
  'community_code',
  '社区代码',
  '所属社区',
  '社区',
  '村社',
]
export const KIND_PROPERTIES = ['kind', 'type', '类型', '网格类型']
export const GENERAL_WORDS: readonly string[] = ['general', '综合', '综合网格', '一般', '普通', '基础网格']
export const DEDICATED_WORDS: readonly string[] = ['dedicated', '专属', '专属网格', '专业网格', '专业']

/** 东盛村委会 → 东盛村: what its grids are called by. */
const shortName = (community: string) =>
  community.replace(/(村村委会|村民委员会|村委会)$/, '村').replace(/(居民委员会|居委会)$/, '')
export const madeGridName = (community: string, number: number) => `${shortName(community)}第${number}网格`
export const madeCommunityName = (town: string, number: number) => `${town}第${number}社区（暂编）`

export const LEVEL_WORDS = {
  city: { zh: '城市', en: 'city' },
  county: { zh: '县（区）', en: 'county' },
  town: { zh: '街道（镇）', en: 'town' },
  community: { zh: '社区（村）', en: 'community' },
  any: { zh: '区划', en: 'region' },
} as const

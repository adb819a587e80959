/** Which region, which days, which department: the same three choices on every page of oversight. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { businessDate } from '../platform/format.ts'
import { useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { periodOf } from '../overview/period.ts'
import { DepartmentPicker, RegionPicker } from '../territory/pickers.tsx'
import { oversightWords } from './locale.ts'

export interface Chosen {
  from: string
  to: string
  regionId?: string
  departmentId?: string
}

export function startingPeriod(): Chosen {
  return periodOf('days30', businessDate(cityNow()))
}

export function PeriodFilter({ chosen, change }: { chosen: Chosen; change: (next: Chosen) => void }) {
  const words = useWords(oversightWords)
  const set = (key: 'regionId' | 'departmentId', value: string | undefined) => {
    const { [key]: _before, ...rest } = chosen
    change(value ? { ...rest, [key]: value } : (rest as Chosen))
  }
  return (
    <search className="filters">
      <div className="row">
        <DatePicker.RangePicker
          aria-label={words.period}
          allowClear={false}
          value={[dayjs(chosen.from), dayjs(chosen.to)]}
          maxDate={dayjs(businessDate(cityNow()))}
          onChange={(range) =>
            range?.[0] &&
            range[1] &&
            change({ ...chosen, from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') })
          }
        />
        <div style={{ width: 220 }}>
          <RegionPicker
            aria-label={words.region}
            placeholder={words.wholeScope}
            value={chosen.regionId}
            onChange={(value) => set('regionId', value)}
          />
        </div>
        <div style={{ width: 220 }}>
          <DepartmentPicker
            aria-label={words.department}
            placeholder={words.department}
            value={chosen.departmentId}
            onChange={(value) => set('departmentId', value)}
          />
        </div>
      </div>
    </search>
  )
}

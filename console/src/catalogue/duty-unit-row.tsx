import { Input, Select } from 'antd'
import type { UnitAnswer } from '@bihuan/contract/duties-edit'
import { count, inBrackets } from '../platform/format.ts'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useDepartments } from '../territory/pickers.tsx'
import { dutyWords } from './duty-words.ts'
import { EACH_LEVELS, type Choice, type EachLevel } from './unit-choices.ts'

interface Props {
  unit: UnitAnswer
  choice: Choice | null
  choose: (choice: Choice | null) => void
}

/** One word of the standard, and what it stands for. */
export function UnitRow({ unit, choice, choose }: Props) {
  const words = useWords(dutyWords)
  const to = useLanguage()
  const departments = useDepartments().data?.rows ?? []
  const value =
    choice === null
      ? undefined
      : choice.is === 'department'
        ? choice.id
        : choice.is === 'new'
          ? 'new'
          : `each ${choice.level}`
  // A local unit's own name after the region's: "所属街办" becomes the town's 街办.
  const plain = unit.word.replace(/^(所属|属地|各种?|所在|辖区)/u, '')
  const pick = (picked: string | undefined) => {
    if (picked === undefined) choose(null)
    else if (picked === 'new') choose({ is: 'new', name: unit.word })
    else if (picked.startsWith('each ')) choose({ is: 'each', name: plain, level: picked.slice(5) as EachLevel })
    else choose({ is: 'department', id: picked })
  }
  const suggestion = unit.suggestion
  const options = [
    ...(suggestion
      ? [
          {
            value: suggestion.department.id,
            label: `${inLanguage(suggestion.department.name, to)} · ${words.likeness(`${Math.round(suggestion.likeness * 100)}%`)}`,
          },
        ]
      : []),
    { value: 'new', label: words.makeNew },
    ...EACH_LEVELS.map((level) => ({ value: `each ${level}`, label: words.makeEach(words.levels[level]) })),
    ...departments
      .filter((row) => row.id !== suggestion?.department.id)
      .map((row) => ({ value: row.id, label: (to === 'en' && row.nameEn) || row.name })),
  ]
  return (
    <tr>
      <td>
        <strong>{unit.word}</strong> {unit.generic && <span className="pill">{words.generic}</span>}{' '}
        {unit.local && <span className="pill">{words.local}</span>}
        {unit.alike.length > 0 && <div className="muted">{words.alike(unit.alike.join(' · '))}</div>}
      </td>
      <td className="end num">{count(unit.handling, to)}</td>
      <td className="end num">{count(unit.first, to)}</td>
      <td className="end num wide-only">{count(unit.supervising, to)}</td>
      <td className="unit-choice">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={`${words.stands} ${unit.word}`}
          placeholder={
            suggestion
              ? inLanguage(suggestion.department.name, to) +
                inBrackets(words.likeness(`${Math.round(suggestion.likeness * 100)}%`), to)
              : words.leaveOut
          }
          value={value}
          options={options}
          onChange={pick}
        />
        {choice !== null && choice.is !== 'department' && (
          <Input
            aria-label={`${words.makeNew} ${unit.word}`}
            maxLength={100}
            value={choice.name}
            onChange={(event) => choose({ ...choice, name: event.target.value })}
          />
        )}
      </td>
    </tr>
  )
}

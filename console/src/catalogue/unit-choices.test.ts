import { expect, it } from 'vitest'
import { newDepartments, resolve, type Choices } from './unit-choices.ts'

const regions = [
  { id: 'city', name: '甲市', level: 'city', code: '990100000000' },
  { id: 't1', name: '一街道', level: 'town', code: '990101001000' },
  { id: 't2', name: '二街道', level: 'town', code: '990101002000' },
]
const departments = [
  { id: 'gas', name: '燃气公司', regionId: 'city', code: 'U001' },
  { id: 'o1', name: '一街道街办', regionId: 't1', code: 'o1' },
]
const choices: Choices = {
  甲市燃气公司: { is: 'department', id: 'gas' },
  环卫中心: { is: 'new', name: '环卫中心' },
  环卫服务中心: { is: 'new', name: '环卫中心' },
  所属街办: { is: 'each', name: '街办', level: 'town' },
}

it('words stand for the departments that are there', () => {
  expect(resolve(choices, departments, regions)).toEqual({
    甲市燃气公司: ['gas'],
    环卫中心: [],
    环卫服务中心: [],
    所属街办: ['o1'],
  })
})

it('what is not there is made once, however many words stand for it, with a code that nobody has', () => {
  const made = newDepartments(choices, departments, regions, 'city')
  expect(made.map(({ name, regionId, code }) => [name, regionId, code])).toEqual([
    ['环卫中心', 'city', 'U002'],
    ['二街道街办', 't2', 'U003'],
  ])
  // Asked again while the page lives, they have the same ids.
  expect(newDepartments(choices, departments, regions, 'city').map(({ id }) => id)).toEqual(made.map(({ id }) => id))
})

it('once they are made nothing is missing', () => {
  const all = [...departments, ...newDepartments(choices, departments, regions, 'city')]
  expect(newDepartments(choices, all, regions, 'city')).toEqual([])
  expect(resolve(choices, all, regions)['所属街办']).toHaveLength(2)
})

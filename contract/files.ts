import { endpoints } from './endpoint.ts'
import { problems } from './problem.ts'

export const fileProblems = problems({
  'record.erased': {
    status: 410,
    zh: '这条记录中的个人信息已依法删除，不能再补充内容。',
    en: 'The personal data of this record has been erased; nothing can be added to it.',
  },
})
export const fileEndpoints = endpoints({})

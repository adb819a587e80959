import { dictionary } from '../words/language.ts'

export const itemWords = dictionary({
  zh: {
    what: '什么问题？',
    say: '说说看到了什么（可用键盘语音输入）',
    whole: '全部事项',
    choose: '选择事项',
    find: '按名称或代码查找',
    none: '没有匹配的事项，换个说法，或看全部事项。',
    change: '换一个',
    hazard: '隐患',
    danger: '危及生命',
  },
  en: {
    what: 'What is wrong?',
    say: 'Say what you see (or dictate it)',
    whole: 'All items',
    choose: 'Choose the item',
    find: 'Find by name or code',
    none: 'Nothing fits: say it in other words, or look through all items.',
    change: 'Change',
    hazard: 'hazard',
    danger: 'danger to life',
  },
})

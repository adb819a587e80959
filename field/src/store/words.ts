import { dictionary } from '../words/language.ts'

export const outboxWords = dictionary({
  zh: {
    title: '待发送',
    empty: '全部已送达',
    sendNow: '立即发送',
    waits: '待发送',
    refused: '被退回',
    again: '重新提交',
    export: '导出',
    deleteTitle: '删除这条记录？',
    deleteWhy: '它只在这部手机上，删除后无法找回，照片也会一并删除。需要留底请先导出。',
    others: (count: number) => `另有 ${count} 条属于其他登录人，待其登录后发送。`,
    failures: {
      'signed-out': '请先登录，登录后会自动发送。',
      busy: '服务器忙，稍后自动重试。',
      strange: '服务器的回答无法识别，稍后自动重试。',
      refused: '服务器没有接受。',
      'no-connection': '没有网络。',
    },
    draftGone: '这份草稿已在另一个窗口发送或丢弃',
  },
  en: {
    title: 'To be sent',
    empty: 'Everything has arrived',
    sendNow: 'Send now',
    waits: 'waiting',
    refused: 'refused',
    again: 'Submit again',
    export: 'Export',
    deleteTitle: 'Delete this record?',
    deleteWhy:
      'It is on this phone only. Deleted, it cannot be brought back, nor can its photos. Export it first if you need it.',
    others: (count: number) => `${count} more belong to another person and go when that person signs in.`,
    failures: {
      'signed-out': 'Sign in and it will be sent.',
      busy: 'The server is busy; it will be tried again.',
      strange: 'The server’s answer makes no sense; it will be tried again.',
      refused: 'The server did not accept it.',
      'no-connection': 'No network.',
    },
    draftGone: 'This draft was sent or discarded in another window',
  },
})

import { dictionary } from './language.ts'

export const failureWords = dictionary({
  zh: {
    noConnection: '连不上服务器，请检查网络。',
    strange: (status: number) => `服务器的回答无法识别（${status}），请稍后再试。`,
    unexpected: (message: string) => `出了意外：${message}`,
    forbidden: '您没有权限查看这里。',
    notFound: '没有这条记录，或不在您的范围内。',
    failed: '没有读到内容',
    retry: '再试一次',
    empty: '这里还没有内容',
    crashed: '页面出错了。您的草稿和待发记录都还在。',
    reload: '重新打开',
  },
  en: {
    noConnection: 'The server cannot be reached; check the network.',
    strange: (status: number) => `The server’s answer makes no sense (${status}); try again later.`,
    unexpected: (message: string) => `Something unexpected: ${message}`,
    forbidden: 'You may not look at this.',
    notFound: 'There is no such record, or it is outside your scope.',
    failed: 'This could not be read',
    retry: 'Try again',
    empty: 'Nothing here yet',
    crashed: 'This page has failed. Your drafts and what waits to be sent are safe.',
    reload: 'Open again',
  },
})

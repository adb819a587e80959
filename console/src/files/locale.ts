/** Words of erasing a record's personal data. */
import { locale } from '../platform/language.ts'

export const eraseWords = locale(
  {
    title: '删除个人信息',
    hint: '销毁一条记录的密钥：其文字、联系方式和照片从此无法读取，办理经过和统计保留。不可恢复。备份中的密钥随备份到期而消失。',
    record: '记录',
    recordHint: '事件页面的地址，或其中的编号（36 位）。',
    noId: '没有找到记录编号。',
    ground: '依据',
    grounds: { request: '本人要求', 'retention-ended': '保存期限届满', unlawful: '收集不合法', order: '有权机关要求' },
    erase: '永久删除',
    sure: '此操作不可恢复。确定删除？',
    done: (texts: string, files: string, at: string) => `已于 ${at} 删除：${texts} 段文字，${files} 个文件。`,
  },
  {
    title: 'Erase personal data',
    hint: 'Destroys the key of a record: its texts, contacts and photos can never be read again; what happened to it and the figures stay. There is no way back. Keys in backups end when the backups age out.',
    record: 'Record',
    recordHint: 'The address of the case’s page, or the id in it (36 characters).',
    noId: 'There is no record id in this.',
    ground: 'Ground',
    grounds: {
      request: 'the person’s wish',
      'retention-ended': 'the keeping time is over',
      unlawful: 'collected unlawfully',
      order: 'ordered by an authority',
    },
    erase: 'Erase for good',
    sure: 'There is no way back. Erase?',
    done: (texts, files, at) => `Erased at ${at}: ${texts} texts, ${files} files.`,
  },
)

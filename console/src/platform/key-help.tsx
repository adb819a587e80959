/** All keys on one card. */
import { Modal } from 'antd'
import { locale, useWords } from './language.ts'
import { platformWords } from './locale.ts'

const words = locale(
  {
    groups: { go: '前往', list: '列表', act: '办理', any: '随处' },
    keys: {
      'g d': '工作台', 'g c': '事件列表', 'g n': '登记上报', 'g o': '概览',
      j: '下一件', k: '上一件', Enter: '打开事件全页', x: '选中或取消选中', '/': '搜索', '1 … 9': '切换待办类别',
      a: '立案（研判）', d: '派遣', r: '退回或退单', v: '核查通过', e: '办结', n: '备注', f: '关注', u: '撤销刚才的操作',
      '?': '显示本页', Esc: '关闭，放弃当前操作（草稿会保留）', 'Ctrl + Enter': '提交表单',
    },
  },
  {
    groups: { go: 'Go to', list: 'In a list', act: 'Act', any: 'Anywhere' },
    keys: {
      'g d': 'Desk', 'g c': 'Cases', 'g n': 'Report', 'g o': 'Overview',
      j: 'Next case', k: 'Previous case', Enter: 'Open the case’s page', x: 'Select or unselect', '/': 'Search', '1 … 9': 'Switch the kind of work',
      a: 'Assess', d: 'Dispatch', r: 'Return, or ask for more', v: 'Verified', e: 'Submit as done', n: 'Note', f: 'Follow', u: 'Undo what was just done',
      '?': 'This card', Esc: 'Close, leave the form (the draft is kept)', 'Ctrl + Enter': 'Send the form',
    },
  },
)

const GROUPS = {
  go: ['g d', 'g c', 'g n', 'g o'],
  list: ['j', 'k', 'Enter', 'x', '/', '1 … 9'],
  act: ['a', 'd', 'r', 'v', 'e', 'n', 'f', 'u'],
  any: ['?', 'Esc', 'Ctrl + Enter'],
} as const

export function KeyHelp({ open, close }: { open: boolean; close: () => void }) {
  const say = useWords(words)
  const shell = useWords(platformWords)
  return (
    <Modal open={open} onCancel={close} footer={null} title={shell.helpTitle} width={620}>
      <div className="key-help">
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
          <section key={group}>
            <h3>{say.groups[group]}</h3>
            <dl>
              {GROUPS[group].map((key) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{say.keys[key]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

/** All keys on one card. */
import { Modal } from 'antd'
import { useWords } from './language.ts'
import { keyWords } from './key-words.ts'
import { platformWords } from './locale.ts'

const GROUPS = {
  go: ['g d', 'g c', 'g n', 'g o'],
  list: ['j', 'k', 'Enter', 'x', '/', '1 … 9'],
  act: ['a', 'd', 'r', 'v', 'e', 'n', 'f', 'u'],
  any: ['?', 'Esc', 'Ctrl + Enter'],
} as const

export function KeyHelp({ open, close }: { open: boolean; close: () => void }) {
  const say = useWords(keyWords)
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

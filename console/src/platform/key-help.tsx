/** All keys on one card. */
import { Modal } from 'antd'
import type { Door } from './doors.ts'
import { useWords } from './language.ts'
import { keyWords } from './key-words.ts'
import { platformWords } from './locale.ts'

const GROUPS = {
  list: ['j', 'k', 'Enter', 'x', '/', '1 … 9'],
  act: ['a', 'd', 'r', 'v', 'e', 'n', 'f', 'u'],
  any: ['?', 'Esc', 'Ctrl + Enter'],
} as const

/** `doors`: those that this person has. */
export function KeyHelp({ doors, open, close }: { doors: readonly Door[]; open: boolean; close: () => void }) {
  const say = useWords(keyWords)
  const shell = useWords(platformWords)
  return (
    <Modal open={open} onCancel={close} footer={null} title={shell.helpTitle} width={620}>
      <div className="key-help">
        <section>
          <h3>{say.go}</h3>
          <dl>
            {doors.map(({ to, key, word }) => (
              <div key={to}>
                <dt>
                  <kbd>g {key}</kbd>
                </dt>
                <dd>{shell.nav[word]}</dd>
              </div>
            ))}
          </dl>
        </section>
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

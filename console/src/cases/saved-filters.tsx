/** A person's saved filters: choose one, save the present one under a name, delete one. */
import { Button, Dropdown, Input, Popover } from 'antd'
import DeleteOutlined from '@ant-design/icons/DeleteOutlined'
import DownOutlined from '@ant-design/icons/DownOutlined'
import SaveOutlined from '@ant-design/icons/SaveOutlined'
import { useState, type FormEvent } from 'react'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { platformWords } from '../platform/locale.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { refresh, useGet } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { caseWords } from './locale.ts'

interface Props {
  filter: Record<string, string>
  apply: (filter: Record<string, string>) => void
}

export function SavedFilters({ filter, apply }: Props) {
  const words = useWords(caseWords).list
  const shell = useWords(platformWords)
  const to = useLanguage()
  const saved = useGet('GET /api/v1/filters', {})
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const attempt = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work()
      await refresh('/api/v1/filters')
      toast('good', done)
      setOpen(false)
      setName('')
    } catch (problem) {
      toast('danger', sentenceOf(problem, to))
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    void attempt(
      () => call('POST /api/v1/filters', { body: { id: newId(), name: name.trim(), filter } }),
      words.savedDone,
    )
  }
  const rows = saved.data?.rows ?? []
  return (
    <div className="row">
      {rows.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rows.map((row) => ({
              key: row.id,
              label: (
                <span className="saved-filter">
                  <span>{row.name}</span>
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`${words.removeSaved}: ${row.name}`}
                    onClick={(event) => {
                      event.stopPropagation()
                      void attempt(
                        () => call('DELETE /api/v1/filters/{id}', { params: { id: row.id } }),
                        words.removedDone,
                      )
                    }}
                  />
                </span>
              ),
              onClick: () => apply(row.filter),
            })),
          }}
        >
          <Button>
            {words.saved} <DownOutlined />
          </Button>
        </Dropdown>
      )}
      {Object.keys(filter).length > 0 && (
        <Popover
          open={open}
          onOpenChange={setOpen}
          trigger="click"
          placement="bottomRight"
          content={
            <form className="stack" onSubmit={save}>
              <Field label={words.saveName}>
                {(wiring) => (
                  <Input
                    {...wiring}
                    autoFocus
                    maxLength={60}
                    value={name}
                    onChange={(event) => setName(event.target.value)}
                  />
                )}
              </Field>
              <Button type="primary" htmlType="submit" disabled={!name.trim()}>
                {shell.save}
              </Button>
            </form>
          }
        >
          <Button icon={<SaveOutlined />}>{words.save}</Button>
        </Popover>
      )}
    </div>
  )
}

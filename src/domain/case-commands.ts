import { caseWording, handleCase } from './case-acting.ts'
import { type ActionCommand, defineAction } from './command.ts'
import type { Workflow, WorkflowAction } from './workflow.ts'

/** Where the words on cases stand in the help: behind the reports and what is done to any entry. */
const ORDER = 47

/** One command for each word of the workflows: which kind of entry it is about decides what it does. */
export function caseCommands(workflows: Iterable<Workflow>): ActionCommand[] {
  const byWord = new Map<string, WorkflowAction[]>()
  for (const { actions } of workflows) {
    for (const action of actions) byWord.set(action.word, [...(byWord.get(action.word) ?? []), action])
  }
  return [...byWord].map(([word, actions]) =>
    defineAction({
      name: `case-${word}`,
      title: word,
      aliases: [...new Set(actions.flatMap(({ aliases = [] }) => aliases))],
      summary: summaryOf(word, actions),
      order: ORDER,
      examples: [],
      wording: caseWording,
      run: handleCase,
    }),
  )
}

/** What the word is for, for each kind of entry, and how it is typed. */
function summaryOf(word: string, actions: WorkflowAction[]): string {
  const summaries = [...new Set(actions.map(({ summary }) => summary))].join('；')
  const examples = [...new Set(actions.map(({ example }) => `${word} ${EXAMPLE_NO} ${example}`.trim()))]
  return `${summaries}，例如：${examples.join('；')}`
}

const EXAMPLE_NO = 1027

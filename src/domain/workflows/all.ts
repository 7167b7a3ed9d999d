import type { Workflow } from '../workflow.ts'
import { accountability } from './accountability.ts'
import { consequence } from './consequence.ts'
import { info } from './info.ts'
import { inspection } from './inspection.ts'
import { issue } from './issue.ts'
import { meeting } from './meeting.ts'
import { project } from './project.ts'
import { resettlement } from './resettlement.ts'
import { risk } from './risk.ts'
import { task } from './task.ts'
import { warning } from './warning.ts'

/** Every workflow, by the kind of entry that it follows up. */
export const workflows: ReadonlyMap<string, Workflow> = new Map(
  [risk, issue, task, info, inspection, meeting, consequence, accountability, project, resettlement, warning].map((workflow) => [
    workflow.kind,
    workflow,
  ]),
)

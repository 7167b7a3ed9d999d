import type { Expectation } from '../../core/nouns.ts'
import { spanEnd, spanWords } from '../case-rules.ts'
import type { CaseView } from '../workflow.ts'
import { isOpen, issueFields, namedUnits, type Party, partiesOf } from './issue-parties.ts'
import { openSignatures, partyIds, signingUnits } from './issue-signing.ts'
import { leadersInCharge, managingUnit, unitRef } from './units.ts'

/** What is to be done about an issue where it stands, by whom, until when. */
export function issueDue(view: CaseView): Expectation[] {
  const { entry, house } = view
  const { assignedBy } = issueFields(view)
  const assigner = (assignedBy && unitRef(house.directory, assignedBy)) ?? managingUnit(house.directory, entry.unitId)
  const close = { key: 'close', word: '销号', what: '问题销号', unitId: assigner, memberId: null, since: entry.date, due: null, span: null }
  switch (entry.status) {
    case 'found':
      return [{ ...close, key: 'assign', word: '交办', what: '交办问题' }, ...heeding(view, assigner)]
    case 'assigned':
    case 'verified':
      return partiesOf(view).flatMap((party) => partyDue(view, party))
    case 'rectified':
      return openSignatures(view).length > 0 ? signatureDue(view) : [close]
    case 'signed':
      return [close]
    default:
      return []
  }
}

/** Whom the report names hears of it before it is formally given. */
function heeding(view: CaseView, assigner: number): Expectation[] {
  const { entry, house } = view
  const ids = new Set(namedUnits(entry).flatMap((unit) => unitRef(house.directory, unit) ?? []))
  ids.delete(assigner)
  const due = issueFields(view).due ?? null
  return [...ids].map((unitId) => ({
    key: `heed/${unitId}`,
    word: '收到',
    what: '了解情况，等待交办',
    unitId,
    memberId: null,
    since: entry.date,
    due,
    span: null,
  }))
}

function partyDue(view: CaseView, party: Party): Expectation[] {
  const { entry, rules, house } = view
  const { assignedOn = entry.date, due = null, extensions = [] } = issueFields(view)
  const unitId = unitRef(house.directory, party.unit)
  if (unitId === null || !isOpen(party)) return []
  const common = { unitId, memberId: null, since: assignedOn }
  const verifyDue = spanEnd(assignedOn, rules.issue.verify, house.calendar)
  const times = extensions.length > 0 ? `（延期${extensions.length}次）` : ''
  return party.verdict === undefined
    ? [{ key: `verify/${party.unit.code}`, word: '核实', what: '核实问题', ...common, due: verifyDue, span: spanWords(rules.issue.verify) }]
    : [{ key: `rectify/${party.unit.code}`, word: '整改', what: `整改问题${times}`, ...common, due: party.due ?? due, span: null }]
}

/** Who has still to sign: the heads of the units that rectified, and the leaders in charge of them or of the matter. */
function signatureDue(view: CaseView): Expectation[] {
  const { entry, house } = view
  const leaders = leadersInCharge(view, partyIds(view))
  const top = house.directory.root?.id ?? entry.unitId
  return openSignatures(view).flatMap((as): Expectation[] => {
    const common = { word: '签字', what: `双签字（${as}）`, since: entry.date, due: null, span: null }
    if (as === '责任部门负责人')
      return signingUnits(view).map((unitId) => ({ key: `sign/head/${unitId}`, unitId, memberId: null, ...common }))
    if (leaders.length === 0)
      return [
        {
          key: 'sign/nobody',
          ...common,
          word: '查',
          what: '还没有登记分管领导，请发“分管 姓名 单位”登记后签字',
          unitId: top,
          memberId: null,
        },
      ]
    return leaders.map((memberId) => ({ key: `sign/leader/${memberId}`, unitId: null, memberId, ...common }))
  })
}

import { assertNever } from '../../kernel/assert-never.ts';
import { endingRemarks } from './ending-remarks.ts';
import { benchActions, blocker, info, type Remark, workActions } from './remark.ts';
import type { JudgedUnit } from './unit-remarks.ts';
import { entryOf } from './unit-type-matrix.ts';

/** What class (OWN-6) and subscription (OWN-7) of the unit allow, in this order. Of a stranger's unit only the class is told (OWN-8). */
export function conditionRemarks(subject: JudgedUnit): readonly Remark[] {
  return [...classRemarks(subject), ...(subject.relation === 'other' ? [] : subscriptionRemarks(subject))];
}

function classRemarks({ unit, question }: JudgedUnit): readonly Remark[] {
  // The classes say what a workshop's bench can do; a link needs no bench (UNIT-2).
  if (question.path === 'assets') {
    return [];
  }
  const entry = entryOf(question.matrix, unit.unitType);
  const detail = {
    type: entry.label,
    tool: entry.vendorTool ?? '',
    toolKnown: entry.vendorTool === null ? 'no' : 'yes',
  };
  switch (entry.class) {
    case 'FULL':
      return [];
    case 'TRANSFER_ONLY':
      return [blocker('TYPE_TRANSFER_ONLY', { stops: workActions, detail })];
    case 'NONE':
      return [blocker('TYPE_NOT_SUPPORTED', { stops: benchActions, detail })];
    default:
      return assertNever(entry.class);
  }
}

/** Expired: no work on the unit. A customer's unit may still be paired, it only stays silent (decisions.md A4). */
function subscriptionRemarks({ unit, question }: JudgedUnit): readonly Remark[] {
  const { state, endsAt } = unit.subscription;
  const detail = { endsAt: endsAt ?? '', endKnown: endsAt === null ? 'no' : 'yes' };
  if (state === 'active') {
    return [
      info('SUBSCRIPTION_ACTIVE', { detail }),
      ...endingRemarks(question, { trustEndsAt: null, subscriptionEndsAt: endsAt }),
    ];
  }
  const stops = question.mode === 'own-organization' ? workActions : (['install', 'inspect'] as const);
  return [blocker('SUBSCRIPTION_EXPIRED', { stops, detail })];
}

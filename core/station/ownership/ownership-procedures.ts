import { parseUnitKey } from '../../domain/identity/unit-key.ts';
import { parseLabel } from '../../domain/scanning/parse-label.ts';
import { unitOfLabel } from '../../domain/scanning/unit-of-label.ts';
import type { AreaProcedures } from '../procedures.ts';
import { judgeFor } from '../sheets/judge-for.ts';
import { openSheet } from '../sheets/open-sheet.ts';
import { transferSheet } from '../sheets/transfer-sheet.ts';
import type { StationContext } from '../station-context.ts';

/** The verdict and the transfer without a screen (OWN-1, STA-7). */
export function ownershipProcedures(context: StationContext): AreaProcedures<'ownership'> {
  return {
    verdict: async ({ unit, customerId, partnerId, mirrorOnly }) => {
      const asked = readUnit(unit);
      if (asked.kind === 'bad-unit') {
        return asked;
      }
      if (context.store.organization(customerId) === null || isForeignPartner(context, partnerId)) {
        return { kind: 'unknown-customer' };
      }
      return judgeFor(context, { ...asked.unit, customerId, mirrorOnly: mirrorOnly ?? false });
    },

    transfer: async ({ unit, toId, unpairFirst }, { principal }) => {
      const asked = readUnit(unit);
      if (asked.kind === 'bad-unit' || context.store.organization(toId) === null) {
        return { kind: 'refused', transferId: null, code: asked.kind === 'bad-unit' ? asked.code : 'TRUST_MISSING' };
      }
      const { serial, chosenType } = asked.unit;
      const { sessionId } = await openSheet(context, principal, {
        text: unit,
        serial,
        unitType: chosenType,
        warnings: [],
        customerId: toId,
      });
      const verdict = context.store.session(sessionId)?.verdict;
      if (verdict?.kind !== 'verdict') {
        return { kind: 'refused', transferId: null, code: 'TYPE_AMBIGUOUS' };
      }
      if (verdict.next === 'OWNED_BY_CUSTOMER') {
        return { kind: 'already', transferId: '' };
      }
      if (!verdict.allowed.transfer || verdict.owner === null || verdict.ownerEpoch === null) {
        return { kind: 'refused', transferId: null, code: verdict.next };
      }
      const result = await transferSheet(context, principal, {
        sessionId,
        fromId: verdict.owner.id,
        toId,
        expectedEpoch: verdict.ownerEpoch,
        unpairFirst: unpairFirst ?? false,
      });
      switch (result.kind) {
        case 'transferred':
        case 'already':
        case 'provisional':
          return { kind: result.kind, transferId: result.transferId };
        case 'not-transferred':
          return { kind: 'refused', transferId: null, code: result.code };
        case 'refused':
          return {
            kind: 'refused',
            transferId: null,
            code: result.reason === 'unpair-first' ? 'STILL_PAIRED' : result.reason,
          };
        case 'confirm-again':
        case 'no-such-sheet':
          return { kind: 'refused', transferId: null, code: verdict.next };
      }
    },

    unitTypes: async () => [...context.unitTypes],
  };
}

type AskedUnit =
  | { readonly kind: 'unit'; readonly unit: { readonly serial: string; readonly chosenType: string | null } }
  | { readonly kind: 'bad-unit'; readonly code: string };

/** `type:serial`, or anything the label parser understands as one unit. */
function readUnit(text: string): AskedUnit {
  const key = parseUnitKey(text);
  if (key.kind === 'unit-key') {
    return { kind: 'unit', unit: { serial: key.key.serial, chosenType: key.key.unitType } };
  }
  const parsed = parseLabel(text);
  if (parsed.kind === 'unreadable') {
    return { kind: 'bad-unit', code: parsed.code };
  }
  const unit = unitOfLabel(parsed.fields);
  return unit.kind === 'found'
    ? { kind: 'unit', unit: { serial: unit.serial, chosenType: unit.unitType ?? null } }
    : { kind: 'bad-unit', code: 'SCAN_UNREADABLE' };
}

/** A station acts for its own organization only; naming another one is a question it cannot answer. */
function isForeignPartner({ identity }: StationContext, partnerId: string | undefined): boolean {
  return partnerId !== undefined && partnerId !== identity.organizationId;
}

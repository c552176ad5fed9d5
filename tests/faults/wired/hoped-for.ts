import type { PushRequest, PushResponse } from '#core/domain/sync/push.ts';

/** Sabotage: what a station would like to hear that has heard nothing. */
export function hopedFor(request: PushRequest): PushResponse {
  const last = request.auditEntries.at(-1);
  return {
    results: request.operations.map(({ id }) => ({
      operationId: id,
      verdict: 'applied',
      code: null,
      by: null,
      ownerEpoch: 1,
      decidedAt: request.stationTime,
    })),
    audit: { kind: 'held', size: last?.seq ?? 0, head: last?.head ?? '' },
    serverTime: request.stationTime,
  };
}

import type { Sheet } from '#core/contract/station/bench.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import type { Texts, TextValues } from '#core/texts/create-texts.ts';

/** Names, dates and digits that the words of a verdict may need; what the deciding finding says comes last and wins. */
export function verdictWords({ session, vendorTool }: Sheet, verdict: UnitVerdict, texts: Texts): TextValues {
  const name = verdict.owner?.name ?? null;
  return {
    owner: name ?? texts.t('owner.somebody-else'),
    ownerKnown: name === null ? 'no' : 'yes',
    customer: session.customerName,
    tool: vendorTool ?? texts.t('owner.vendor-tool'),
    toolKnown: vendorTool === null ? 'no' : 'yes',
    ...verdict.findings.find((finding) => finding.code === verdict.next)?.detail,
  };
}

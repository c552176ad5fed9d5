import type { Command } from 'commander';
import { z } from 'zod';
import { assertNever } from '#core/kernel/assert-never.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { createTexts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';

type Verdict = Awaited<ReturnType<StationClient['ownership']['verdict']>>;
type Transfer = Awaited<ReturnType<StationClient['ownership']['transfer']>>;

const verdictOptions = z.object({
  unit: z.string(),
  customer: organizationId,
  partner: organizationId.optional(),
});
const transferOptions = z.object({ unit: z.string(), to: organizationId, unpairFirst: z.boolean().default(false) });

/** `fitbay verdict` and `fitbay transfer`: who owns a unit, what may be done, and handing it over (OWN-1 to OWN-11). */
export function addOwnershipCommands(program: Command, { act }: Actions): void {
  const verdict = program
    .command('verdict')
    .description('Say who owns a unit and what may be done with it')
    .requiredOption('--unit <unit>', 'TYPE:SERIAL or a serial')
    .requiredOption('--customer <id>', 'organization that the work is for')
    .option('--partner <id>', "acting partner; this station's own organization");
  act(verdict, async (call) => {
    const { unit, customer, partner } = verdictOptions.parse(call.options);
    return onStation(call, async (client) => {
      const answer = await client.ownership.verdict({
        unit,
        customerId: customer,
        ...(partner === undefined ? {} : { partnerId: partner }),
      });
      call.output.result(answer, () => describeVerdict(answer));
      return answer.kind === 'verdict' || answer.kind === 'choose-type' ? exitStatus.done : exitStatus.no;
    });
  });

  const transfer = program
    .command('transfer')
    .description('Hand a unit over to a customer, or queue that while offline')
    .requiredOption('--unit <unit>', 'TYPE:SERIAL or a serial')
    .requiredOption('--to <id>', 'organization that gets it')
    .option('--unpair-first', 'where it is still paired with an asset of its old owner');
  act(transfer, async (call) => {
    const { unit, to, unpairFirst } = transferOptions.parse(call.options);
    return onStation(
      call,
      async (client) => {
        const answer = await client.ownership.transfer({ unit, toId: to, unpairFirst });
        call.output.result(answer, () => describeTransfer(answer));
        return statusOfTransfer(answer);
      },
      { start: true },
    );
  });
}

const texts = createTexts({ locale: 'en', catalogues, onMissing: 'show-key' });

function describeVerdict(answer: Verdict): string {
  switch (answer.kind) {
    case 'verdict':
      return describeUnitVerdict(answer);
    case 'choose-type':
      return `${answer.serial} exists for several types: ${answer.types.join(', ')}. Name one, for example --unit ${answer.types[0]}:${answer.serial}`;
    case 'bad-unit':
      return `That is no unit (${answer.code}).`;
    case 'unknown-customer':
      return 'This station knows no such customer, or acts for another partner.';
    default:
      return assertNever(answer);
  }
}

/** All findings in their order, then the one thing to do (OWN-15). */
function describeUnitVerdict(answer: Extract<Verdict, { kind: 'verdict' }>): string {
  const allowed = Object.entries(answer.allowed).flatMap(([action, isAllowed]) => (isAllowed ? [action] : []));
  const deciding = answer.findings.find(({ code }) => code === answer.next);
  return [
    `${answer.unit}: ${wordsOf(answer.next, 'title')}`,
    `  owner    ${answer.owner === null ? 'nobody known' : (answer.owner.name ?? 'not told')}`,
    `  allowed  ${allowed.length === 0 ? 'nothing' : allowed.join(', ')}`,
    `  as of    ${answer.asOf} (${answer.freshness})`,
    ...answer.findings.map(
      ({ code, severity, detail }) => `  ${severity.padEnd(8)} ${code}: ${wordsOf(code, 'text', detail)}`,
    ),
    `  next     ${wordsOf(answer.next, 'next', deciding?.detail)}`,
  ].join('\n');
}

function describeTransfer(answer: Transfer): string {
  switch (answer.kind) {
    case 'transferred':
      return `Transferred (${answer.transferId}).`;
    case 'already':
      return 'Nothing to do: it belongs to that organization already.';
    case 'provisional':
      return `Requested (${answer.transferId}): the cloud has not answered, so it is not done yet.`;
    case 'refused':
      return `Refused, ${answer.code}: ${wordsOf(answer.code, 'title')}. ${wordsOf(answer.code, 'next')}`;
    default:
      return assertNever(answer);
  }
}

/** The catalogue's words for a code; the code itself where it has none. */
function wordsOf(code: string, part: 'title' | 'text' | 'next', detail: Readonly<Record<string, string>> = {}): string {
  const key = `codes.${code}.${part}`;
  return texts.has(key) ? texts.t(key, detail) : code;
}

function statusOfTransfer({ kind }: Transfer): ExitStatus {
  switch (kind) {
    case 'transferred':
    case 'already':
      return exitStatus.done;
    case 'provisional':
      return exitStatus.tryLater;
    case 'refused':
      return exitStatus.no;
    default:
      return assertNever(kind);
  }
}

import { assertNever } from '#core/kernel/assert-never.ts';
import type { CompositionRefusal } from './compose-station.ts';

/** One sentence for the person, with the next step in it, why a station does not start. English: no page is there yet to translate it. */
export function explainRefusal(refusal: CompositionRefusal): string {
  switch (refusal.kind) {
    case 'not-enrolled':
      return `There is no enrolled station in ${refusal.dataFolder}. Enrol it with \`fitbay enroll --cloud URL\` or on the page of \`fitbay serve\`, name the right folder with --data, or try the demo with \`npm start\`.`;
    case 'station-file-unreadable':
      return `The station's own description cannot be read, so it does not start as somebody else: ${refusal.detail}`;
    case 'rules-refused':
      return `The unit type matrix cannot be used, so no unit could be judged rightly: ${refusal.file}, line ${refusal.line}: ${refusal.reason}. Correct the file and start again.`;
    case 'another-is-open':
      return refusal.holder === null
        ? 'Another Fitbay has this data folder open. Close it, or name another folder with --data.'
        : `Another Fitbay (process ${refusal.holder.pid}, since ${refusal.holder.since}) has this data folder open. Close it, or name another folder with --data.`;
    case 'newer-schema':
      return `This data was written by a newer Fitbay (schema ${refusal.found}, this one knows ${refusal.supported}). Update Fitbay.`;
    case 'foreign-file':
      return 'The database in the data folder belongs to another program. Name another folder with --data.';
    case 'corrupt':
      return `The station's database is damaged and was left as it is (${refusal.detail}). A backup lies in the folder \`backups\`; ask support before anything else is done.`;
    case 'behind-journal':
      return `The station's database has lost ${refusal.missing} operations that its journal still holds, and was left as it is. Ask support before anything else is done.`;
    case 'unusable-disk':
      return `The disk of the data folder cannot be used: ${refusal.detail}`;
    case 'unsafe':
      return `The database would not keep what it acknowledges on this machine: ${refusal.detail}`;
    case 'another-station':
      return `The database in this folder belongs to station ${refusal.stationId}: the folder is a copy or a mixture. Enrol the station again.`;
    case 'older-generation':
      return `The database was enrolled again (${refusal.stored}) after \`station.json\` was written: the file is an old copy.`;
    default:
      return assertNever(refusal);
  }
}

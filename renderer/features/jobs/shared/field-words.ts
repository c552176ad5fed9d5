import { groupSerial, groupVin } from '#core/domain/identity/group-digits.ts';
import type { JobFieldName, JobFields } from '#core/domain/jobs/job-fields.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { UnitTypes } from '../../../station/use-unit-types.ts';
import { say } from '../../../text/say.ts';
import { keyWords, valueWords } from '../../profiles/profile-words.ts';

/** What the fields of a job say, and what the ids among them mean to people. */
export interface SaidFields {
  readonly fields: JobFields;
  readonly types: UnitTypes;
  readonly assetLabel: string | null;
  readonly profileName: string | null;
}

/** What a field says, as people read it; empty where it is blank. */
export function fieldWords(texts: Texts, said: SaidFields, name: JobFieldName): string {
  const { fields } = said;
  const value = fields[name];
  if (value === null) {
    return '';
  }
  switch (name) {
    case 'vin':
      return groupVin(String(value));
    case 'unitSerial':
    case 'oldUnitSerial':
      return groupSerial(String(value));
    case 'assetId':
      return said.assetLabel ?? texts.t('jobs-page.not-here');
    case 'profileId':
      return said.profileName ?? texts.t('jobs-page.not-here');
    case 'unitType':
      return said.types.labelOf(String(value));
    case 'serviceDate':
      return dayWords(texts, String(value));
    case 'task':
      return fields.task === null ? '' : texts.t(`jobs-shared.task.${fields.task}`);
    case 'values':
      return texts.list(Object.entries(fields.values).map(([key, text]) => configuredWords(texts, key, text)));
    case 'checklist':
      return texts.list(fields.checklist);
    default:
      return String(value);
  }
}

/** What is departed from: a field of the job, or the key of a value beside its profile. */
export function departedWords(texts: Texts, field: string): string {
  return field.startsWith(valuePrefix)
    ? keyWords(texts, field.slice(valuePrefix.length))
    : say(texts, [`jobs-shared.field.${field}`, field]);
}

const valuePrefix = 'values.';

/** A value of the configuration with its key. */
export function configuredWords(texts: Texts, key: string, value: string): string {
  return `${keyWords(texts, key)}: ${valueWords(texts, key, value)}`;
}

/** A day of the calendar is the same day everywhere. */
export function dayWords(texts: Texts, day: string): string {
  return texts.date(`${day}T12:00:00.000Z`, 'date');
}

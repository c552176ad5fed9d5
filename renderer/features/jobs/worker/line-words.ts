import type { JobView } from '#core/contract/station/jobs.ts';
import { blankJobFields, type JobFieldName } from '#core/domain/jobs/job-fields.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { UnitTypes } from '../../../station/use-unit-types.ts';
import { keyWords, valueWords } from '../../profiles/profile-words.ts';
import { fieldWords } from '../shared/field-words.ts';
import { type FieldLine, valueKeyOf } from './field-lines.ts';

/** What a line is called: the field, or for a value beside the profile the value's own name. */
export function lineLabel(texts: Texts, line: Pick<FieldLine, 'key' | 'name'>): string {
  const key = valueKeyOf(line);
  return key === null ? texts.t(`jobs-shared.field.${line.name}`) : keyWords(texts, key);
}

/** What somebody has to compare letter by letter. */
export function isCode(name: JobFieldName): boolean {
  return name === 'vin' || name === 'unitSerial' || name === 'oldUnitSerial' || name === 'values';
}

/** Says what stands in a line, as people read it: names in the place of ids, digits in groups. What is none of them stands there as it was typed. */
export function createLineWords(texts: Texts, view: JobView, types: UnitTypes) {
  const { assetLabel, profileNames } = view;
  return (line: Pick<FieldLine, 'key' | 'name'>, said: string): string => {
    const key = valueKeyOf(line);
    if (key !== null) {
      return valueWords(texts, key, said);
    }
    const fields = { ...blankJobFields, [line.name]: said };
    return fieldWords(texts, { fields, types, assetLabel, profileName: profileNames[said] ?? null }, line.name);
  };
}

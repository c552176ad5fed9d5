import type { ValueProblem } from '#core/domain/installation/judge-value.ts';
import type { KeyEntry } from '#core/domain/installation/key-catalogue.ts';
import { unitOfKey } from '#core/domain/installation/key-unit.ts';
import type { ProfileEntry } from '#core/domain/installation/profile-template.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';

/** What people call a key; one without a name of its own is shown as it is. */
export function keyWords(texts: Texts, key: string): string {
  return say(texts, [`config-key.${key}`, key]);
}

/** A value with its unit; a secret as the name under which it is kept. */
export function entryWords(texts: Texts, entry: ProfileEntry): string {
  return entry.kind === 'secret'
    ? texts.t('profiles.secret-named', { name: entry.secret })
    : valueWords(texts, entry.key, entry.value);
}

export function valueWords(texts: Texts, key: string, value: string): string {
  const unit = unitOfKey(key);
  if (value === '') {
    return texts.t('configure.empty');
  }
  return unit === null ? value : `${value} ${unit}`;
}

/** What may stand there, as a hint under the field. */
export function limitWords(texts: Texts, entry: KeyEntry): string {
  switch (entry.type) {
    case 'text':
      return texts.t('profiles.limit.text', { maximum: entry.maxLength });
    case 'integer':
      return texts.t('profiles.limit.integer', {
        minimum: texts.number(entry.minimum),
        maximum: texts.number(entry.maximum),
        unit: entry.unit ?? '',
      });
    case 'choice':
      return texts.t('profiles.limit.choice', { choices: texts.list(entry.choices) });
  }
}

/** What is wrong with a value, with its limits. */
export function problemWords(texts: Texts, problem: ValueProblem): string {
  const limits =
    problem.kind === 'out-of-range'
      ? { minimum: texts.number(problem.minimum), maximum: texts.number(problem.maximum) }
      : problem.kind === 'too-long'
        ? { maximum: problem.maximum }
        : problem.kind === 'not-a-choice'
          ? { choices: texts.list(problem.choices) }
          : {};
  return texts.t(`profiles.problem.${problem.kind}`, limits);
}

import type { ProfileProblem } from '#core/domain/installation/judge-profile.ts';
import { configurationKeys, isSecretKey, type KeyEntry, keyEntryOf } from '#core/domain/installation/key-catalogue.ts';
import { linesOfProfile } from '#core/domain/installation/profile-difference.ts';
import type { ProfileDraft, ProfileEntry } from '#core/domain/installation/profile-template.ts';
import { resolveProfile } from '#core/domain/installation/resolve-profile.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { EntryField } from './entry-field.tsx';
import { entryWords, keyWords } from './profile-words.ts';
import type { ProfilesAnswer } from './profiles-answer.ts';
import { SecretField } from './secret-field.tsx';

interface Listing {
  readonly draft: ProfileDraft;
  readonly list: ProfilesAnswer;
  readonly problems: readonly ProfileProblem[];
  readonly onChange: (entries: ProfileEntry[]) => void;
}

const groups = ['network', 'server', 'reporting', 'power', 'vehicle'] as const satisfies readonly KeyEntry['group'][];

/** The values of a draft by what they are about: inherited ones as they are, own ones to type into, and the way to set one more. */
export function EntryList(props: Listing) {
  const texts = useTexts();
  const inherited = inheritedOf(props);
  const present = configurationKeys.filter(
    (key) => inherited.has(key) || props.draft.entries.some((entry) => entry.key === key),
  );
  return (
    <section className="profile-entries" aria-labelledby="entries-title">
      <h3 id="entries-title">{texts.t('profiles.view.values')}</h3>
      {groups.map((group) => {
        const keys = present.filter((key) => keyEntryOf(key)?.group === group);
        return keys.length === 0 ? null : (
          <div key={group} className="profile-group">
            <h4 className="over">{texts.t(`profiles.group.${group}`)}</h4>
            {keys.map((key) => (
              <Line key={key} {...props} name={key} inherited={inherited.get(key) ?? null} />
            ))}
          </div>
        );
      })}
      <AddKey {...props} taken={present} />
    </section>
  );
}

interface Inherited {
  readonly entry: ProfileEntry;
  readonly setBy: string;
}

function inheritedOf({ draft, list }: Listing): ReadonlyMap<string, Inherited> {
  const resolution = draft.baseId === null ? null : resolveProfile(draft.baseId, list.templates);
  const lines = resolution?.kind === 'resolved' ? linesOfProfile(resolution.levels) : [];
  return new Map(lines.map(({ entry, setBy }) => [entry.key, { entry, setBy }]));
}

function Line({
  name,
  inherited,
  ...listing
}: Listing & { readonly name: string; readonly inherited: Inherited | null }) {
  const texts = useTexts();
  const { draft, onChange } = listing;
  const own = draft.entries.find(({ key }) => key === name);
  const put = (entry: ProfileEntry) => onChange([...draft.entries.filter(({ key }) => key !== name), entry]);
  if (own === undefined) {
    return inherited === null ? null : (
      <div className="profile-entry">
        <span className="profile-entry-key">{keyWords(texts, name)}</span>
        <span className="value dim">{entryWords(texts, inherited.entry)}</span>
        <span className="small dim">{texts.t('profiles.from-base', { base: inherited.setBy })}</span>
        <Button
          size="list"
          onPress={() => put(inherited.entry)}
          aria-label={texts.t('profiles.set-here-of', { key: keyWords(texts, name) })}
        >
          {texts.t('profiles.set-here')}
        </Button>
      </div>
    );
  }
  return (
    <div className="profile-entry profile-entry-own">
      {own.kind === 'secret' ? (
        <SecretField entry={own} list={listing.list} onChange={put} />
      ) : (
        <EntryField entry={own} problem={problemOf(listing.problems, name)} onChange={put} />
      )}
      <span className="small dim">
        {inherited === null ? '' : texts.t('profiles.instead-of', { value: entryWords(texts, inherited.entry) })}
      </span>
      <Button
        size="list"
        onPress={() => onChange(draft.entries.filter(({ key }) => key !== name))}
        aria-label={texts.t(inherited === null ? 'profiles.remove-of' : 'profiles.inherit-of', {
          key: keyWords(texts, name),
        })}
      >
        {texts.t(inherited === null ? 'profiles.remove' : 'profiles.inherit')}
      </Button>
    </div>
  );
}

function problemOf(problems: readonly ProfileProblem[], name: string) {
  const found = problems.find((problem) => problem.kind === 'key' && problem.key === name);
  return found?.kind === 'key' ? found.problem : null;
}

/** Numbers begin at their lowest, choices at their first; a text begins empty, and a secret under the name of its key. */
function firstEntry(key: string): ProfileEntry {
  if (isSecretKey(key)) {
    return { kind: 'secret', key, secret: key };
  }
  const entry = keyEntryOf(key);
  const value =
    entry?.type === 'integer' ? String(entry.minimum) : entry?.type === 'choice' ? (entry.choices[0] ?? '') : '';
  return { kind: 'value', key, value };
}

function AddKey({ draft, taken, onChange }: Listing & { readonly taken: readonly string[] }) {
  const texts = useTexts();
  const open = configurationKeys.filter((key) => !taken.includes(key));
  const add = (chosen: string) => {
    const key = open.find((one) => one === chosen);
    if (key !== undefined) {
      onChange([...draft.entries, firstEntry(key)]);
    }
  };
  return open.length === 0 ? null : (
    <SelectField className="field profile-add" label={texts.t('profiles.add')} value="" onChoose={add}>
      <option value="">{texts.t('profiles.add-choose')}</option>
      {groups.map((group) => (
        <optgroup key={group} label={texts.t(`profiles.group.${group}`)}>
          {open
            .filter((key) => keyEntryOf(key)?.group === group)
            .map((key) => (
              <option key={key} value={key}>
                {keyWords(texts, key)}
              </option>
            ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

// The words of page, command line and printed proof: one mechanism, so that a state is called the same everywhere (STA-6).
// It formats what the catalogues in resources/texts say; it holds no words itself and knows neither clock nor machine settings.
import { setupI18n } from '@lingui/core';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Catalogue, TextKey } from '#resources/texts/catalogues.ts';
import { invariant } from '../kernel/invariant.ts';
import { epochMs, type IsoTime } from '../kernel/iso-time.ts';

/** What a message may show. Numbers are written the locale's way where the message says `{name, number}` or `plural`. */
export type TextValues = Readonly<Record<string, string | number>>;

/** How a moment is written: how much of the date, how much of the time, and whether the zone's name stands beside it. */
export type TimeStyle = keyof typeof timeStyles;

export interface TextsOptions {
  /** BCP 47 tag, e.g. `de`, `de-AT`, `en-US`. Its language picks the catalogue, the whole tag the forms of dates and numbers. */
  readonly locale: string;
  /** Texts by language code. English fills what another language lacks. */
  readonly catalogues: Readonly<Record<string, Catalogue>>;
  /** IANA name in which moments are written, e.g. `Europe/Berlin`. Default `UTC`. */
  readonly timeZone?: string;
  /** A key without a text: `throw` (default, what tests want), or `show-key` so that a shipped program goes on. */
  readonly onMissing?: 'throw' | 'show-key';
}

export interface Texts {
  /** The tag this speaks, for `lang` attributes and document metadata. */
  readonly locale: string;
  readonly timeZone: string;
  /** The text of `key` with `values` put in, e.g. `t('report.title', { number: '1042' })`. Values appear letter for letter. */
  t(key: TextKey, values?: TextValues): string;
  /** Whether `key` has a text; lets a key that was built from data (an error code) be checked before use. */
  has(key: string): key is TextKey;
  /** A moment in this locale and time zone. */
  date(time: IsoTime, style: TimeStyle): string;
  /** A number in this locale, e.g. `number(24.6, { minimumFractionDigits: 1 })`. */
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** `a, b and c` in this language. */
  list(items: readonly string[]): string;
}

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const longDay = { ...day, month: 'long' } as const;
const minute = { hour: '2-digit', minute: '2-digit' } as const;
const second = { ...minute, second: '2-digit' } as const;

const timeStyles = {
  date: day,
  'date-long': longDay,
  time: minute,
  'time-seconds': second,
  'time-milliseconds': { ...second, fractionalSecondDigits: 3 },
  'time-zone': { ...minute, timeZoneName: 'short' },
  'date-time': { ...day, ...minute },
  'date-time-seconds': { ...day, ...second },
  'date-time-zone': { ...day, ...second, timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const sourceLanguage = 'en';

/** Makes the texts of one person's language. Cheap: a message is compiled when it is first used. */
export function createTexts(options: TextsOptions): Texts {
  const { locale, catalogues, timeZone = 'UTC', onMissing = 'throw' } = options;
  const language = locale.split('-')[0] ?? sourceLanguage;
  const messages: Readonly<Record<string, string>> = { ...catalogues[sourceLanguage], ...catalogues[language] };
  const formatLocale = locale === sourceLanguage ? 'en-GB' : locale;
  const i18n = setupI18n({ messages: { [language]: {} } });
  i18n.activate(language, [formatLocale]);
  const formats = createFormats(formatLocale, timeZone);

  const has = (key: string): key is TextKey => Object.hasOwn(messages, key);
  return {
    locale,
    timeZone,
    has,
    t(key, values) {
      if (!has(key)) {
        invariant(onMissing === 'show-key', `no text for ${String(key)} in ${language}`);
        return key;
      }
      if (i18n.messages[key] === undefined) {
        i18n.load(language, { [key]: compileMessageOrThrow(messages[key] ?? '') });
      }
      return i18n.t(key, values === undefined ? undefined : escapeValues(values));
    },
    ...formats,
  };
}

/** Lingui decodes `\x41` and `\u0041` in its result, so also in what a person typed; a spelled-out backslash comes back as it was. */
function escapeValues(values: TextValues): TextValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('\\', '\\x5c') : value,
    ]),
  );
}

/** Intl's formatters are dear to make (about 0.1 ms) and cheap to use, so each is made once. */
function createFormats(locale: string, timeZone: string): Pick<Texts, 'date' | 'number' | 'list'> {
  const dates = new Map<TimeStyle, Intl.DateTimeFormat>();
  const numbers = new Map<string, Intl.NumberFormat>();
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    date(time, style) {
      const format = dates.get(style) ?? new Intl.DateTimeFormat(locale, { ...timeStyles[style], timeZone });
      dates.set(style, format);
      return format.format(epochMs(time));
    },
    number(value, options) {
      const key = JSON.stringify(options ?? {});
      const format = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
      numbers.set(key, format);
      return format.format(value);
    },
    list: (items) => lists.format(items),
  };
}

import { de } from './de/index.ts';
import { en } from './en/index.ts';

/** Names one text, e.g. `report.title`. English decides which exist. */
export type TextKey = keyof typeof en;

/** Texts of one language: ICU MessageFormat, by key. A language still being translated may lack some. */
export type Catalogue = Readonly<Partial<Record<TextKey, string>>>;

/** Every language Fitbay speaks, by BCP 47 language code. A further language is one folder and one name here. */
export const catalogues = { en, de } satisfies Readonly<Record<string, Catalogue>>;

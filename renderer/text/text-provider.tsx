import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createTexts, type Texts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';

const TextContext = createContext<Texts | null>(null);

/** The words of the page in the technician's language; React Aria's own words follow it. */
export function TextProvider({ locale, children }: { readonly locale: string; readonly children: ReactNode }) {
  const texts = useMemo(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return createTexts({ locale, catalogues, timeZone, onMissing: import.meta.env.DEV ? 'throw' : 'show-key' });
  }, [locale]);
  return (
    <I18nProvider locale={locale}>
      <TextContext value={texts}>{children}</TextContext>
    </I18nProvider>
  );
}

export function useTexts(): Texts {
  const texts = useContext(TextContext);
  if (texts === null) {
    throw new Error('useTexts needs a TextProvider above it');
  }
  return texts;
}

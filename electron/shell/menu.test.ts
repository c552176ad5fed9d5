import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { editMenuTemplate, menuTemplate } from './menu.ts';
import { shellTextsFor } from './shell-texts.ts';

function flatten(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
}

describe.each(['en', 'de-AT'])('the menu in %s', (language) => {
  const texts = shellTextsFor([language]);
  const items = flatten(menuTemplate(texts.menu)).filter((item) => item.type !== 'separator');

  it('keeps undo and the clipboard working', () => {
    const roles = items.map((item) => item.role);
    expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'quit']));
  });

  it('opens no developer tools', () => {
    expect(items.map((item) => item.role)).not.toContain('toggleDevTools');
  });

  it('names every item, with an access key of its own within its menu', () => {
    for (const item of [...items, ...editMenuTemplate(texts.menu)].filter((one) => one.type !== 'separator')) {
      expect(item.label).toMatch(/&\p{Letter}/u);
    }
    for (const menu of menuTemplate(texts.menu)) {
      const keys = (Array.isArray(menu.submenu) ? menu.submenu : []).flatMap(
        (item) => item.label?.match(/&(\p{Letter})/u)?.[1]?.toLowerCase() ?? [],
      );
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe('STA-6 the language of the shell', () => {
  it.each([
    [['de-DE', 'en'], '&Datei'],
    [['en-GB', 'de'], '&File'],
    [['pl', 'de'], '&Datei'],
    [['pl'], '&File'],
    [[], '&File'],
  ])('for %j is right', (languages, file) => {
    expect(shellTextsFor(languages).menu.file).toBe(file);
  });
});

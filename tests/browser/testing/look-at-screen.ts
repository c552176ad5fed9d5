import AxeBuilder from '@axe-core/playwright';
import type { Page, WebSocketRoute } from '@playwright/test';
import type { StationClient } from '#electron/host/in-process-client.ts';

/**
 * Looks at one screen as it stands, in light and dark, in English and German, at the smallest bench screen and at 200 % zoom, and says
 * everything that is wrong with it. Leaves pictures in `test-results/screens` for people.
 */
export interface ScreenObserver {
  look(screen: string): Promise<void>;
  /** All that was found so far, one line each. */
  found(): readonly string[];
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const benchScreen = { width: 1366, height: 768 };
/** What is left of it for the page at 200 % (WCAG 1.4.4). */
const zoomedScreen = { width: 683, height: 384 };

/** Call it before the page is opened. */
export async function observeScreens(page: Page, station: StationClient): Promise<ScreenObserver> {
  const found: string[] = [];
  const wires = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/station$/, (wire) => {
    wires.add(wire);
    wire.connectToServer();
  });

  async function inspect(screen: string): Promise<void> {
    // Legacy mode looks at this frame only, and the page has no other; the report needs no list of what is well.
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .options({ runOnly: rules, resultTypes: ['violations'] })
      .analyze();
    found.push(
      ...violations.map(
        ({ id, nodes }) => `${screen}: axe ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
      ),
    );
  }

  async function measureWidth(screen: string): Promise<void> {
    found.push(...(await sidewaysScrolls(page)).map((what) => `${screen}: scrolls sideways: ${what}`));
  }

  const picture = (name: string) =>
    page.screenshot({ path: `test-results/screens/${name}.png`, animations: 'disabled' });

  async function lookZoomed(screen: string): Promise<void> {
    await page.setViewportSize(zoomedScreen);
    await measureWidth(`${screen} at 200 %`);
    await picture(`${screen}-zoom`);
    await page.setViewportSize(benchScreen);
  }

  async function speak(locale: 'en' | 'de'): Promise<void> {
    await station.station.setLocale({ locale });
    // The language of the station changed behind this window's back: a new wire makes it ask for everything again, questions stay open.
    const open = [...wires];
    wires.clear();
    await Promise.all(open.map((wire) => wire.close()));
    await page.locator(`html[lang="${locale}"]`).waitFor({ state: 'attached' });
  }

  return {
    found: () => found,
    async look(screen) {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await picture(`${screen}-light`);
      await inspect(`${screen}, light`);
      await measureWidth(screen);
      found.push(...(await smallTargets(page)).map((what) => `${screen}: target ${what}`));
      await lookZoomed(screen);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await picture(`${screen}-dark`);
      await inspect(`${screen}, dark`);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await speak('de');
      await picture(`${screen}-german`);
      await inspect(`${screen}, German`);
      await measureWidth(`${screen}, German`);
      await lookZoomed(`${screen}-german`);
      await speak('en');
    },
  };
}

/** Parts that stand out of the window or scroll sideways in themselves; tables may, in a place of their own. */
function sidewaysScrolls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { documentElement: root } = document;
    const wide = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      const style = getComputedStyle(element);
      const mayScroll = element.closest('table, .table-place, .table-card') !== null;
      const isScroller = style.overflowX === 'auto' || style.overflowX === 'scroll';
      return !mayScroll && isScroller && element.scrollWidth > element.clientWidth + 1;
    });
    return [
      ...(root.scrollWidth > root.clientWidth ? [`the page by ${root.scrollWidth - root.clientWidth} px`] : []),
      ...wide.map((element) => `${element.className} by ${element.scrollWidth - element.clientWidth} px`),
    ];
  });
}

/**
 * Controls that are too small for where they stand (ux rule 24): 76 px for the bench's next action and the PIN pad, 56 for the bench, 44 in
 * its lists, tables and the demo's switches, 24 anywhere.
 */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls = 'button, a[href], input, textarea, select, [role="radio"], [role="switch"], [tabindex="0"]';
    const wantedFor = (element: Element): number => {
      if (element.matches('.button-big, .pin-key')) {
        return 76;
      }
      if (element.closest('.bench-work, .bench-bays') === null) {
        return 24;
      }
      return element.closest('li, tr, .demo-switches') === null ? 56 : 44;
    };
    return [...document.querySelectorAll<HTMLElement>(controls)].flatMap((element) => {
      // The box that takes the press: a label stands for the input that it hides.
      const target = element.closest('label') ?? element;
      const { width, height } = target.getBoundingClientRect();
      // React Aria puts a button of one pixel into each dialog, by which screen readers close it.
      const isForReaders = element.tabIndex === -1 && width <= 1;
      const isHidden = width === 0 || isForReaders || element.closest('[aria-hidden="true"], [inert]') !== null;
      const wanted = wantedFor(element);
      return isHidden || (height >= wanted - 0.5 && width >= Math.min(wanted, 44) - 0.5)
        ? []
        : [
            `“${(target.textContent ?? '').trim().slice(0, 40)}” ${target.className} is ${Math.round(width)} x ${Math.round(height)}, ${wanted} wanted`,
          ];
    });
  });
}

import type { Decoded, EngineName, FoundCode, NothingReason } from '../domain/scanning/image-code.ts';
import type { BarcodeDecoder } from '../ports/barcode-decoder.ts';
import type { CodeEngine } from './code-engine.ts';
import { type GreyImage, greyOf, shrinkTo } from './grey-image.ts';
import { FIRST_LOOK, FURTHER_LOOKS, GLOBAL_LOOK, type ImageLook, lookOfFrame } from './looks.ts';

/**
 * The decoder of page and command line (SCAN-1): takes several looks at a picture with its engine, and the last ones with the engine in
 * reserve, which does all the work where the first cannot start. Where it runs and how a file becomes pixels is the caller's.
 */
export interface DecoderParts {
  readonly engine: CodeEngine;
  readonly reserve: CodeEngine;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicMs: () => number;
}

const USUAL_TIME_LIMIT_MS = 10_000;
const MOST_CODES = 16;

/** Enough for a label that fills a part of a phone's photo, and looked at ten times faster than the whole. */
const USUAL_PIXELS = 4_000_000;
/** What the whole of a larger photo is halved to. A code that then has no pixels left would need a better photo anyway. */
const MOST_PIXELS = 16_000_000;
/** The reserve is some ten times slower, so it gets less to look at. */
const MOST_PIXELS_OF_RESERVE = 1_500_000;

export function createBarcodeDecoder({ engine, reserve, monotonicMs }: DecoderParts): BarcodeDecoder {
  return {
    async decode(pixels, { effort = 'thorough', frame, codes = 'first', timeLimitMs = USUAL_TIME_LIMIT_MS } = {}) {
      const deadlineMs = monotonicMs() + timeLimitMs;
      const terms = { maxCodes: codes === 'all' ? MOST_CODES : 1, isOver: () => monotonicMs() >= deadlineMs };
      const image = shrinkTo(greyOf(pixels), MOST_PIXELS);
      const search = await lookWith(engine, planLooks(image, { effort, frame }), terms);
      const isEnough = search.kind === 'nothing-seen' && effort === 'quick';
      if (isEnough || search.kind === 'decoded' || search.kind === 'time-over') {
        return outcomeOf(search);
      }
      const isAlone = search.kind === 'out-of-action';
      const lastSearch = await lookWith(reserve, planLooksOfReserve(image, { effort, frame, isAlone }), terms);
      return outcomeOf(lastSearch.kind === 'out-of-action' && !isAlone ? search : lastSearch);
    },
  };
}

interface Effort {
  readonly effort: 'quick' | 'thorough';
  readonly frame: number | undefined;
}

/** One look at one picture; the picture is prepared when its turn comes. */
interface PlannedLook {
  readonly look: ImageLook;
  readonly image: GreyImage;
}

function planLooks(whole: GreyImage, { effort, frame }: Effort): readonly PlannedLook[] {
  const usual = shrinkTo(whole, USUAL_PIXELS);
  const first = { look: FIRST_LOOK, image: usual };
  if (effort === 'quick') {
    return [first, ...looksOfFrame(usual, frame).map((look) => ({ look, image: usual }))];
  }
  const largest = whole === usual ? [] : [{ look: FIRST_LOOK, image: whole }];
  return [first, ...largest, ...FURTHER_LOOKS.map((look) => ({ look, image: usual }))];
}

/** Beside an engine that has seen nothing a glance is enough; alone it looks at everything the time allows. */
function planLooksOfReserve(
  whole: GreyImage,
  { effort, frame, isAlone }: Effort & { readonly isAlone: boolean },
): readonly PlannedLook[] {
  const image = shrinkTo(whole, MOST_PIXELS_OF_RESERVE);
  const further = effort === 'quick' ? looksOfFrame(image, frame) : isAlone ? FURTHER_LOOKS : [GLOBAL_LOOK];
  return [FIRST_LOOK, ...further].map((look) => ({ look, image }));
}

function looksOfFrame({ width, height }: GreyImage, frame: number | undefined): readonly ImageLook[] {
  return frame === undefined ? [] : [lookOfFrame(frame, width * height)];
}

interface Terms {
  readonly maxCodes: number;
  readonly isOver: () => boolean;
}

type Search =
  | { readonly kind: 'decoded'; readonly engine: EngineName; readonly codes: readonly [FoundCode, ...FoundCode[]] }
  | { readonly kind: 'nothing-seen' }
  | { readonly kind: 'time-over' }
  /** The engine cannot start, or broke on this picture. */
  | { readonly kind: 'out-of-action' };

async function lookWith(
  engine: CodeEngine,
  plan: readonly PlannedLook[],
  { maxCodes, isOver }: Terms,
): Promise<Search> {
  for (const { look, image } of plan.filter((planned) =>
    planned.look.suits(planned.image.width * planned.image.height),
  )) {
    if (isOver()) {
      return { kind: 'time-over' };
    }
    const reading = await engine.read(look.prepare(image), { threshold: look.threshold, maxCodes });
    if (reading.kind !== 'read') {
      return { kind: 'out-of-action' };
    }
    const [first, ...others] = reading.codes;
    if (first !== undefined) {
      return { kind: 'decoded', engine: engine.name, codes: [first, ...others] };
    }
  }
  return { kind: 'nothing-seen' };
}

function outcomeOf(search: Search): Decoded {
  if (search.kind === 'decoded') {
    const [first, ...others] = search.codes;
    return { kind: 'decoded', ...first, engine: search.engine, others };
  }
  return { kind: 'nothing', reason: REASONS[search.kind] };
}

const REASONS: Readonly<Record<Exclude<Search['kind'], 'decoded'>, NothingReason>> = {
  'nothing-seen': 'no-code',
  'time-over': 'time-limit',
  'out-of-action': 'no-engine',
};

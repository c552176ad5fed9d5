import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import { type Damage, damageRecipes } from './damage-recipes.ts';

/** Bytes that arrive `afterMs` after the ones before them. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly afterMs: number;
}

/** Stands between a unit and the station: takes whole frames and hands on what is left of them. Seeded, so a run repeats. */
export interface Spoiler {
  spoil(frame: Uint8Array): readonly Piece[];
  /** A call has ended: what is still held back never arrives. */
  forget(): void;
  readonly counts: SpoilCounts;
}

export interface SpoilCounts {
  readonly frames: number;
  readonly damaged: number;
}

/** `reports`: lines that a unit of this family sends by itself, at any time. */
export function createSpoiler(random: SeededRandom, reports: readonly string[]): Spoiler {
  const counts = { frames: 0, damaged: 0 };
  let held = '';
  let earlier = '';
  const damages = damageRecipes.flatMap((recipe) => Array.from({ length: recipe.weight }, () => recipe));
  return {
    counts,
    spoil(frame) {
      const text = latin1Text(frame);
      const recipe = damages[random.between(0, damages.length - 1)];
      const report = reports[random.between(0, reports.length - 1)] ?? '';
      const damage: Damage = recipe?.apply(text, { random, earlier, report }) ?? { pieces: [text] };
      counts.frames += 1;
      counts.damaged += damage.pieces.length === 1 && damage.pieces[0] === text ? 0 : 1;
      earlier = text;
      const before = held;
      held = damage.held ?? '';
      return delivered([before + (damage.pieces[0] ?? ''), ...damage.pieces.slice(1)], damage.gapMs ?? 0);
    },
    forget() {
      held = '';
    },
  };
}

function delivered(pieces: readonly string[], gapMs: number): readonly Piece[] {
  return pieces
    .filter((piece) => piece !== '')
    .map((piece, index) => ({ bytes: latin1Bytes(piece), afterMs: index === 0 ? 0 : gapMs }));
}

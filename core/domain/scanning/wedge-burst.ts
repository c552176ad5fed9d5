import { assertNever } from '../../kernel/assert-never.ts';
import { type Step, type StepMachine, stay } from '../../kernel/step-machine.ts';
import { type KeyMeaning, meaningOf, type WedgeKey } from './wedge-key.ts';
import type { EndKey, WedgeProfile } from './wedge-profile.ts';
import { type Burst, findPrefix, grow, heldBack, isFast, isShortScan, textOf } from './wedge-rhythm.ts';

/**
 * Tells a keyboard reader from a person by rhythm (SCAN-4) and keeps the reader's keys away from the page: a scan must never type into
 * a field, press a button or move a list. The page's guard feeds it every `keydown` at window capture and performs the effects.
 *
 *            character            fast so far             long and fast
 *   idle ───────────────▶ watching ─────────▶ holding ──────────────────▶ scanning ──end key, silence──▶ tail ──▶ idle
 *    ▲                       │                   │                           │ gap or foreign key
 *    └──── too slow, other key, silence ─────────┘ keys typed back           ▼
 *                                                                         spoiled ──end key, silence──▶ tail
 *
 * - `watching`: the first characters go through, because holding them would make typing lag; the field was remembered before the first.
 * - `holding`: fast so far, so keys are held back; a person's are typed back in full the moment the rhythm breaks.
 * - `scanning`: no hand is this fast this long. The field gets its remembered content back and every key is swallowed.
 * - `spoiled`: a scan with a hole. It is reported as broken, because half a code could be somebody else's serial.
 * - `tail`: stray end keys right after a scan (the LF of CR LF) are swallowed.
 *
 * What it cannot see: readers that type Alt+numpad produce no characters; codes shorter than `minCharacters` pass for typing
 * unless a prefix key marks them.
 */
export type WedgeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'watching'; readonly burst: Burst }
  | { readonly kind: 'holding'; readonly burst: Burst }
  | { readonly kind: 'scanning'; readonly burst: Burst }
  | { readonly kind: 'spoiled'; readonly burst: Burst }
  | { readonly kind: 'tail'; readonly endedAtMs: number };

export type WedgeInput =
  | ({ readonly kind: 'key' } & WedgeKey)
  /** The time asked for with `wake-at` has come. A stale one does no harm. */
  | { readonly kind: 'silence'; readonly timeStampMs: number }
  /** The window lost the focus, or the pointer was pressed: what follows is another rhythm. */
  | { readonly kind: 'interrupted' };

/** In this order, and before the key of the same step takes effect. A key without `swallow-key` goes on to the page. */
export type WedgeEffect =
  /** Remember the focused field's content and selection; only `restore-field` asks for it again. */
  | { readonly kind: 'remember-field' }
  /** Give the field back what it held at `remember-field`; the focus stays where it is. */
  | { readonly kind: 'restore-field' }
  /** Keep this key from the page: prevent its default, stop its propagation, and its `keyup` likewise. */
  | { readonly kind: 'swallow-key' }
  /** Type this text into the focused field, as if the held-back keys had gone through. */
  | { readonly kind: 'type-back'; readonly text: string }
  /**
   * Send `silence` at this time; replaces the time asked for before. Let key events that already wait in the queue go first
   * (one more turn of the event loop), or a busy page would cut a scan in two.
   */
  | { readonly kind: 'wake-at'; readonly timeStampMs: number }
  | {
      readonly kind: 'scanned';
      readonly text: string;
      readonly startedAtMs: number;
      readonly endedAtMs: number;
      readonly endedBy: EndKey | 'silence';
    }
  /** A scan arrived with a hole. Ask for another; the text is for the feed, never for the parser. */
  | { readonly kind: 'scan-broken'; readonly text: string };

type WedgeStepResult = Step<WedgeState, WedgeEffect>;

const IDLE: WedgeState = { kind: 'idle' };

/** The watcher for one station's readers. */
export function createWedgeMachine(profile: WedgeProfile): StepMachine<WedgeState, WedgeInput, WedgeEffect> {
  return {
    start: () => stay(IDLE),
    step: (state, input) => wedgeStep(profile, state, input),
  };
}

/** What follows from one input. Time stamps are milliseconds of one clock and must not run backwards. */
export function wedgeStep(profile: WedgeProfile, state: WedgeState, input: WedgeInput): WedgeStepResult {
  switch (input.kind) {
    case 'interrupted':
      return giveUp(state);
    case 'silence': {
      const settled = settle(profile, state, input.timeStampMs);
      return 'burst' in settled.state ? stay(state, wakeAfter(settled.state.burst)) : settled;
    }
    case 'key': {
      // The timer may come after the next key; the rhythm is judged by the keys' own times.
      const settled = settle(profile, state, input.timeStampMs);
      const pressed = pressKey(profile, settled.state, input);
      return { state: pressed.state, effects: [...settled.effects, ...pressed.effects] };
    }
    default:
      return assertNever(input);
  }
}

/** Ends what has been silent for too long by now. */
function settle(profile: WedgeProfile, state: WedgeState, nowMs: number): WedgeStepResult {
  if (state.kind === 'idle') {
    return stay(state);
  }
  if (state.kind === 'tail') {
    return stay(nowMs - state.endedAtMs > profile.tailMs ? IDLE : state);
  }
  const dueMs = state.burst.lastAtMs + state.burst.rhythm.silenceMs;
  if (nowMs < dueMs) {
    return stay(state);
  }
  const isWhole = state.kind === 'scanning' && profile.silenceEnds;
  const ended = isWhole ? finish(state.burst, 'silence', dueMs) : giveUp(state, dueMs);
  const isOver = ended.state.kind === 'tail' && nowMs - dueMs > profile.tailMs;
  return isOver ? { state: IDLE, effects: ended.effects } : ended;
}

/** Nothing more comes: held-back keys are typed back, a broken scan is reported. */
function giveUp(state: WedgeState, endedAtMs?: number): WedgeStepResult {
  switch (state.kind) {
    case 'idle':
    case 'tail':
      return stay(state);
    case 'watching':
      return stay(IDLE);
    case 'holding':
      return { state: IDLE, effects: typeBack(state.burst) };
    case 'scanning':
    case 'spoiled': {
      const next: WedgeState = endedAtMs === undefined ? IDLE : { kind: 'tail', endedAtMs };
      return stay(next, { kind: 'scan-broken', text: textOf(state.burst) });
    }
    default:
      return assertNever(state);
  }
}

function pressKey(profile: WedgeProfile, state: WedgeState, key: WedgeKey): WedgeStepResult {
  const meaning = meaningOf(key);
  switch (state.kind) {
    case 'idle':
      return begin(profile, key, meaning);
    case 'tail':
      // No new tail: a person who presses Enter again and again must get through.
      return meaning.kind === 'end'
        ? stay(state, { kind: 'swallow-key' })
        : keepTail(state, begin(profile, key, meaning));
    case 'watching':
    case 'holding':
      return goOn(profile, state, { key, meaning });
    case 'scanning':
    case 'spoiled':
      return swallow(profile, state, { key, meaning });
    default:
      return assertNever(state);
  }
}

/** A key that begins nothing does not end the tail either. */
function keepTail(tail: WedgeState, step: WedgeStepResult): WedgeStepResult {
  return step.state.kind === 'idle' ? { state: tail, effects: step.effects } : step;
}

/** First key of a possible rhythm. */
function begin(profile: WedgeProfile, key: WedgeKey, meaning: KeyMeaning): WedgeStepResult {
  const atMs = key.timeStampMs;
  const announced = findPrefix(profile, key);
  if (announced !== undefined) {
    const prefix = meaning.kind === 'character' ? meaning.character : '';
    const burst: Burst = {
      characters: [],
      leaked: 0,
      prefix,
      rhythm: announced,
      firstAtMs: atMs,
      lastAtMs: atMs,
    };
    return stay<WedgeState, WedgeEffect>({ kind: 'holding', burst }, { kind: 'swallow-key' }, wakeAfter(burst));
  }
  if (meaning.kind !== 'character') {
    return stay(IDLE);
  }
  const burst: Burst = {
    characters: [meaning.character],
    leaked: 1,
    rhythm: profile,
    firstAtMs: atMs,
    lastAtMs: atMs,
  };
  return stay<WedgeState, WedgeEffect>({ kind: 'watching', burst }, { kind: 'remember-field' }, wakeAfter(burst));
}

interface Pressed {
  readonly key: WedgeKey;
  readonly meaning: KeyMeaning;
}

type Undecided = Extract<WedgeState, { kind: 'watching' | 'holding' }>;
type Decided = Extract<WedgeState, { kind: 'scanning' | 'spoiled' }>;

/** One more key while it is open whether a reader or a person types. */
function goOn(profile: WedgeProfile, state: Undecided, { key, meaning }: Pressed): WedgeStepResult {
  if (meaning.kind === 'silent') {
    return stay(state);
  }
  const isLate = key.timeStampMs - state.burst.lastAtMs > state.burst.rhythm.maxGapMs;
  const startsAnew = isLate || (findPrefix(profile, key) !== undefined && state.burst.prefix === undefined);
  if (meaning.kind === 'end' && !isLate && isShortScan(state.burst)) {
    const scan = finish(state.burst, meaning.endedBy, key.timeStampMs);
    return { state: scan.state, effects: [{ kind: 'swallow-key' }, ...scan.effects] };
  }
  if (meaning.kind !== 'character' || startsAnew) {
    const fresh = begin(profile, key, meaning);
    return { state: fresh.state, effects: [...giveUp(state).effects, ...fresh.effects] };
  }
  return weigh(profile, state, grow(state.burst, meaning.character, key.timeStampMs));
}

/** Decides by the rhythm of all characters so far. */
function weigh(profile: WedgeProfile, state: Undecided, burst: Burst): WedgeStepResult {
  const wake = wakeAfter(burst);
  const swallowKey: WedgeEffect = { kind: 'swallow-key' };
  if (!isFast(burst)) {
    const leaked = burst.characters.length;
    // `burst` holds the key of this step too; only what was held back before it is typed back, the key itself goes through.
    const typedBack = state.kind === 'holding' ? typeBack(state.burst) : [];
    const { prefix: _typedBack, ...rest } = burst;
    const typing: Burst = { ...rest, rhythm: profile, leaked };
    return { state: { kind: 'watching', burst: typing }, effects: [...typedBack, wakeAfter(typing)] };
  }
  const count = burst.characters.length;
  const needed = burst.prefix === undefined ? profile.minCharacters : profile.holdAfterCharacters;
  if (count >= needed) {
    const restore: readonly WedgeEffect[] = burst.leaked > 0 ? [{ kind: 'restore-field' }] : [];
    return { state: { kind: 'scanning', burst }, effects: [...restore, swallowKey, wake] };
  }
  if (state.kind === 'holding' || count >= profile.holdAfterCharacters) {
    return stay<WedgeState, WedgeEffect>({ kind: 'holding', burst }, swallowKey, wake);
  }
  return stay<WedgeState, WedgeEffect>({ kind: 'watching', burst: { ...burst, leaked: count } }, wake);
}

/** One more key of what is certainly a scan: nothing of it reaches the page, shortcuts excepted. */
function swallow(profile: WedgeProfile, state: Decided, { key, meaning: pressed }: Pressed): WedgeStepResult {
  const meaning = asData(profile, pressed);
  if (meaning.kind === 'silent' || meaning.kind === 'chord') {
    return stay(state);
  }
  const swallowKey: WedgeEffect = { kind: 'swallow-key' };
  if (meaning.kind === 'end') {
    const { burst } = state;
    const end =
      state.kind === 'scanning' ? finish(burst, meaning.endedBy, key.timeStampMs) : giveUp(state, key.timeStampMs);
    return { state: end.state, effects: [swallowKey, ...end.effects] };
  }
  const hasHole = meaning.kind === 'named' || key.timeStampMs - state.burst.lastAtMs > state.burst.rhythm.maxGapMs;
  const burst = grow(state.burst, meaning.kind === 'character' ? meaning.character : '', key.timeStampMs);
  const kind = hasHole ? 'spoiled' : state.kind;
  return stay<WedgeState, WedgeEffect>({ kind, burst }, swallowKey, wakeAfter(burst));
}

/** An end key that no reader here sends at the end is part of the code. */
function asData({ endKeys }: WedgeProfile, meaning: KeyMeaning): KeyMeaning {
  return meaning.kind === 'end' && !endKeys.includes(meaning.endedBy)
    ? { kind: 'character', character: meaning.endedBy === 'tab' ? '\t' : '\n' }
    : meaning;
}

function finish(burst: Burst, endedBy: EndKey | 'silence', atMs: number): WedgeStepResult {
  return stay<WedgeState, WedgeEffect>(
    { kind: 'tail', endedAtMs: atMs },
    { kind: 'scanned', text: textOf(burst), startedAtMs: burst.firstAtMs, endedAtMs: burst.lastAtMs, endedBy },
  );
}

function typeBack(burst: Burst): readonly WedgeEffect[] {
  const text = heldBack(burst);
  return text === '' ? [] : [{ kind: 'type-back', text }];
}

function wakeAfter({ lastAtMs, rhythm }: Burst): WedgeEffect {
  return { kind: 'wake-at', timeStampMs: lastAtMs + rhythm.silenceMs };
}

import type { TeltonikaSpeech } from '#core/protocol/teltonika/requests.ts';

/**
 * In which way of writing commands the unit at a port answered last. Prefix and line end differ between firmwares, and between the two ports
 * of an FT unit; a port keeps its way until another one is answered there. One book per driver, forgotten when the station stops.
 */
export interface TeltonikaSpeechBook {
  /** The ways to try at this port, the likeliest first. */
  at(path: string): readonly TeltonikaSpeech[];
  learn(path: string, speech: TeltonikaSpeech): void;
}

/** `speeches` is asked anew each time, because a person may set another way; one that is not among them is forgotten. */
export function createTeltonikaSpeechBook(speeches: () => readonly TeltonikaSpeech[]): TeltonikaSpeechBook {
  const learned = new Map<string, TeltonikaSpeech>();
  return {
    at(path) {
      const known = speeches();
      const last = learned.get(path);
      const likeliest = known.find((speech) => speech.prefix === last?.prefix && speech.lineEnding === last.lineEnding);
      return likeliest === undefined ? known : [likeliest, ...known.filter((speech) => speech !== likeliest)];
    },
    learn(path, speech) {
      learned.set(path, speech);
    },
  };
}

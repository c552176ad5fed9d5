/** Where a command's words go. Tests give their own; the program gives its standard streams. */
export interface CliStreams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * What a command says. Results go to standard output, as one JSON document a line or as text for people; everything else is a note and
 * goes to standard error, so that a script never has to tell the two apart.
 */
export interface CliOutput {
  readonly json: boolean;
  /** A result in both forms. `text` may have several lines; it is only made when it is wanted. */
  result(value: unknown, text: () => string): void;
  /** The first line of a program that goes on running: JSON in both modes, because scripts wait for it. */
  ready(value: unknown, text: string): void;
  /** Why nothing came of it: JSON on standard output where that was asked for, the sentence as a note in both modes. */
  refusal(value: unknown, sentence: string): void;
  note(text: string): void;
}

export function createCliOutput(streams: CliStreams, json: boolean): CliOutput {
  const line = (text: string) => (text.endsWith('\n') ? text : `${text}\n`);
  return {
    json,
    result: (value, text) => streams.out(line(json ? JSON.stringify(value) : text())),
    ready(value, text) {
      streams.out(line(JSON.stringify(value)));
      if (!json) {
        streams.err(line(text));
      }
    },
    refusal(value, sentence) {
      if (json) {
        streams.out(line(JSON.stringify(value)));
      }
      streams.err(line(sentence));
    },
    note: (text) => streams.err(line(text)),
  };
}

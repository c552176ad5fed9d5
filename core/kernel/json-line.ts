/**
 * The line, counted from 1, on which the value at `path` begins in a JSON text; for a path that leads nowhere, the line of the last value
 * that is there. For messages about files that people edit: a schema knows where in the data a fault is, a person looks for a line.
 */
export function lineOf(text: string, path: readonly (string | number)[]): number {
  const scanner = createScanner(text);
  return text.slice(0, scanner.find(path)).split('\n').length;
}

interface Scanner {
  /** Position of the value at the path, as far as it leads. */
  find(path: readonly (string | number)[]): number;
}

/** `text` is valid JSON: whoever asks has parsed it before. */
function createScanner(text: string): Scanner {
  let at = 0;

  const skipBlanks = () => {
    while (at < text.length && /\s/.test(text[at] ?? '')) {
      at += 1;
    }
  };
  const skipString = (): string => {
    const start = at;
    for (at += 1; text[at] !== '"' && at < text.length; at += 1) {
      if (text[at] === '\\') {
        at += 1;
      }
    }
    at += 1;
    return String(JSON.parse(text.slice(start, at)));
  };

  /** Calls back at the beginning of each entry's value; the callback leaves `at` behind the value, or says that it has what it wants. */
  const eachEntry = (take: (key: string | number) => boolean): void => {
    const isObject = text[at] === '{';
    const end = isObject ? '}' : ']';
    at += 1;
    for (let index = 0; at < text.length; index += 1) {
      skipBlanks();
      if (text[at] === end) {
        at += 1;
        return;
      }
      const key = isObject ? skipString() : index;
      skipBlanks();
      at += isObject ? 1 : 0;
      skipBlanks();
      if (take(key)) {
        return;
      }
      skipBlanks();
      at += text[at] === ',' ? 1 : 0;
    }
  };
  const skipValue = (): void => {
    skipBlanks();
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      eachEntry(() => {
        skipValue();
        return false;
      });
    } else if (sign === '"') {
      skipString();
    } else {
      while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) {
        at += 1;
      }
    }
  };

  const find = (path: readonly (string | number)[]): number => {
    skipBlanks();
    const start = at;
    const [wanted, ...rest] = path;
    if (wanted === undefined || (text[at] !== '{' && text[at] !== '[')) {
      return start;
    }
    let found = start;
    eachEntry((key) => {
      if (String(key) !== String(wanted)) {
        skipValue();
        return false;
      }
      found = find(rest);
      return true;
    });
    return found;
  };
  return { find };
}

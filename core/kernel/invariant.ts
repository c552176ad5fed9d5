/** States what must hold if the program is right. A failure is a bug and throws; expected outcomes are returned as data instead. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) {
    throw new Error(`invariant broken: ${message}`);
  }
}

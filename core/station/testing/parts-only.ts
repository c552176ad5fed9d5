/**
 * The parts of something large that a test is about. Whatever else the code under test touches fails by name, so that a test cannot pass on
 * a stand-in that nobody thought of.
 */
export function partsOnly<Whole extends object>(parts: Partial<Whole>): Whole {
  const guarded = new Proxy(parts, {
    get(target, name) {
      if (name in target) {
        return Reflect.get(target, name);
      }
      throw new Error(`${String(name)} has no part in this test`);
    },
  });
  // Complete as far as the test goes; the proxy answers for the rest.
  return guarded as Whole;
}

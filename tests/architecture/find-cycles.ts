import type { SourceTree } from './source-tree.ts';

/** Circles of files that load each other (type imports vanish and are not counted), each as the paths along it. Tarjan's algorithm. */
export function findCycles(tree: SourceTree): readonly (readonly string[])[] {
  const next = new Map<string, string[]>();
  for (const { from, target, typeOnly } of tree.edges) {
    if (!typeOnly && target.kind === 'file') {
      next.set(from, [...(next.get(from) ?? []), target.path]);
    }
  }
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  const visit = (path: string): number => {
    const index = order.size;
    order.set(path, index);
    let low = index;
    stack.push(path);
    for (const target of next.get(path) ?? []) {
      if (!order.has(target)) {
        low = Math.min(low, visit(target));
      } else if (stack.includes(target)) {
        low = Math.min(low, order.get(target) ?? low);
      }
    }
    lowest.set(path, low);
    if (low === index) {
      const members = stack.splice(stack.indexOf(path));
      if (members.length > 1 || (next.get(path) ?? []).includes(path)) {
        cycles.push([...members, path]);
      }
    }
    return low;
  };
  for (const path of tree.modules.keys()) {
    if (!order.has(path)) {
      visit(path);
    }
  }
  return cycles;
}

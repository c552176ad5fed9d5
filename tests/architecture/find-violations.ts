import { findCycles } from './find-cycles.ts';
import {
  electronHolders,
  type FolderRule,
  importTable,
  longestFileLines,
  plainNodeEntries,
  testRule,
} from './import-table.ts';
import { type Edge, isTest, isTestBench, type SourceTree } from './source-tree.ts';

/** One broken rule, as a sentence that names file and line. */
export type Violation = string;

/** Judges a whole tree by the import table and by the rules on files. Empty when the house is in order. */
export function findViolations(tree: SourceTree): readonly Violation[] {
  return [
    ...tree.edges.flatMap(judgeEdge),
    ...judgeFiles(tree),
    ...findCycles(tree).map((cycle) => `cycle: ${cycle.join(' → ')}`),
    ...findElectronReach(tree),
  ];
}

function judgeEdge(edge: Edge): readonly Violation[] {
  const place = `${edge.from}:${edge.line}`;
  const rule = ruleFor(edge.from);
  if (rule === undefined) {
    return [`${place} lies in a folder without a rule in the import table`];
  }
  const { target } = edge;
  switch (target.kind) {
    case 'missing':
      return [`${place} imports ${target.specifier}, which does not exist`];
    case 'node':
      return rule.node ? [] : [`${place} imports ${target.name}, but ${rule.folder} knows no Node`];
    case 'package':
      return judgePackage(edge, rule, target.name);
    case 'file':
      return judgeFile(edge, rule, target.path);
  }
}

function judgeFile(edge: Edge, rule: FolderRule, path: string): readonly Violation[] {
  const place = `${edge.from}:${edge.line}`;
  if (isTestBench(path) && !rule.uses.includes('tests')) {
    return [`${place} may not import ${path}: it is there for tests`];
  }
  if (rule === testRule || [rule.folder, ...rule.uses].some((folder) => isIn(path, folder))) {
    return [];
  }
  if ((rule.namesTypesOf ?? []).some((folder) => isIn(path, folder))) {
    return edge.typeOnly ? [] : [`${place} may only name types of ${path}, but uses its code`];
  }
  return [`${place} may not import ${path}`];
}

function judgePackage(edge: Edge, rule: FolderRule, name: string): readonly Violation[] {
  const place = `${edge.from}:${edge.line}`;
  if (name === 'electron' && !electronHolders.some((folder) => isIn(edge.from, folder))) {
    const isTypeForTests = edge.typeOnly && (rule === testRule || rule.folder === 'tests');
    return isTypeForTests ? [] : [`${place} imports electron outside of the shell`];
  }
  const isAllowed =
    rule.packages === 'any' ||
    rule.packages.some((allowed) => (allowed.endsWith('/') ? name.startsWith(allowed) : name === allowed));
  return isAllowed ? [] : [`${place} imports the package ${name}, which ${rule.folder} may not use`];
}

function judgeFiles(tree: SourceTree): readonly Violation[] {
  return [...tree.modules.values()].flatMap((module) => {
    const violations: Violation[] = [];
    if (module.lineCount > longestFileLines) {
      violations.push(`${module.path} has ${module.lineCount} lines, more than ${longestFileLines}`);
    }
    if (module.hasDefaultExport && !module.path.endsWith('.config.ts')) {
      violations.push(`${module.path} has a default export`);
    }
    if (isIn(module.path, 'core') && !isTest(module.path)) {
      violations.push(...module.impurities.map(({ what, line }) => `${module.path}:${line} uses ${what} in core`));
    }
    return violations;
  });
}

/** Follows the value imports of every program that runs under plain Node; Electron must not be at the end of any way. */
function findElectronReach(tree: SourceTree): readonly Violation[] {
  const used = Map.groupBy(
    tree.edges.filter((edge) => !edge.typeOnly),
    (edge) => edge.from,
  );
  return plainNodeEntries.flatMap((entry) => {
    const seen = new Set([entry]);
    const loaders: Violation[] = [];
    for (const path of seen) {
      for (const { target } of used.get(path) ?? []) {
        if (target.kind === 'file') {
          seen.add(target.path);
        } else if (target.kind === 'package' && target.name === 'electron') {
          loaders.push(`${entry} runs without Electron but loads it through ${path}`);
        }
      }
    }
    return loaders;
  });
}

function ruleFor(path: string): FolderRule | undefined {
  if (isTest(path) || isTestBench(path) || (!path.includes('/') && path.endsWith('.config.ts'))) {
    return testRule;
  }
  return importTable.find((rule) => isIn(path, rule.folder));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';

/** What the architecture checks need to know of one source file. Read from its syntax tree, so that text in a comment is no import. */
export interface ModuleFacts {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly ImportFact[];
  readonly hasDefaultExport: boolean;
  readonly impurities: readonly Impurity[];
}

export interface ImportFact {
  readonly specifier: string;
  readonly line: number;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

/** A use of the clock, of chance or of a timer: what core must be given instead of taking. */
export interface Impurity {
  readonly what: string;
  readonly line: number;
}

const impureMembers: readonly string[] = ['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID'];
const impureCalls: readonly string[] = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'fetch'];

export function readModule(root: string, path: string): ModuleFacts {
  const source = readFileSync(join(root, path), 'utf8');
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) {
    throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  }
  const imports: ImportFact[] = [];
  const impurities: Impurity[] = [];
  let hasDefaultExport = false;
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length;
  const note = (specifier: string, offset: number, typeOnly: boolean) =>
    imports.push({ specifier, line: lineAt(offset), typeOnly });

  new Visitor({
    ImportDeclaration(node) {
      const allTypes =
        node.specifiers.length > 0 &&
        node.specifiers.every((part) => part.type === 'ImportSpecifier' && part.importKind === 'type');
      note(node.source.value, node.start, node.importKind === 'type' || allTypes);
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) {
        note(node.source.value, node.start, node.exportKind === 'type');
      }
      hasDefaultExport ||= node.specifiers.some(
        (part) => part.exported.type === 'Identifier' && part.exported.name === 'default',
      );
    },
    ExportAllDeclaration(node) {
      note(node.source.value, node.start, node.exportKind === 'type');
    },
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        note(node.source.value, node.start, false);
      }
    },
    TSImportType(node) {
      note(node.source.value, node.start, true);
    },
    ExportDefaultDeclaration() {
      hasDefaultExport = true;
    },
    MemberExpression(node) {
      if (node.object.type === 'Identifier' && node.property.type === 'Identifier') {
        const what = `${node.object.name}.${node.property.name}`;
        if (impureMembers.includes(what)) {
          impurities.push({ what, line: lineAt(node.start) });
        }
      }
    },
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
        impurities.push({ what: 'new Date()', line: lineAt(node.start) });
      }
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && impureCalls.includes(node.callee.name)) {
        impurities.push({ what: `${node.callee.name}()`, line: lineAt(node.start) });
      }
      const [first] = node.arguments;
      if (node.callee.type === 'Identifier' && node.callee.name === 'require' && first?.type === 'Literal') {
        note(String(first.value), node.start, false);
      }
    },
  }).visit(program);
  return { path, lineCount: source.trimEnd().split('\n').length, imports, hasDefaultExport, impurities };
}

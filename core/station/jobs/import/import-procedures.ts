import { createPartnerBook } from '../../partners/partner-book.ts';
import type { AreaProcedures } from '../../procedures.ts';
import { createCommitImport } from './commit-import.ts';
import type { ImportContext } from './import-context.ts';
import { judgeImport } from './judge-import.ts';
import { previewView } from './preview-view.ts';
import { readImport } from './read-import.ts';
import { rejectedRows } from './rejected-rows.ts';
import { templateFile } from './template-file.ts';

/** Jobs from a file (JOB-4). Before `commit` nothing is written anywhere. */
export function jobImportProcedures(context: ImportContext): AreaProcedures<'jobImport'> {
  const partners = createPartnerBook(context);
  const commit = createCommitImport(context, partners);
  return {
    async preview(wish) {
      const table = readImport(context, wish);
      if (table.kind === 'unreadable') {
        return table;
      }
      const judged = await judgeImport(context, { wish, table, partners, isBinding: false });
      return judged.kind === 'judged' ? previewView(table, judged) : judged;
    },

    commit: (asked, { principal }) => commit(asked, principal),

    async rejected(wish) {
      const table = readImport(context, wish);
      if (table.kind === 'unreadable') {
        return table;
      }
      const judged = await judgeImport(context, { wish, table, partners, isBinding: false });
      return judged.kind === 'judged'
        ? { kind: 'file', fileName: refusedName(wish.fileName), text: rejectedRows(table, judged, wish) }
        : judged;
    },

    template: async ({ kind }) => ({ fileName: `fitbay-jobs-${kind}.csv`, text: templateFile(kind) }),
  };
}

/** `fleet.csv` becomes `fleet-refused.csv`. */
function refusedName(fileName: string): string {
  return `${fileName.replace(/\.[^.]{1,8}$/, '')}-refused.csv`;
}

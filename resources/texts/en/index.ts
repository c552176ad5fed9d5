// All English texts, the source of every other language. A new area is one JSON file here and beside `de`, and its name in both lists.
import report from './report.json' with { type: 'json' };

export const en = { ...report };

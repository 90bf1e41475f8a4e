import type { Dialect, PlannedRule } from '../../../src/ir/index.ts';
import { emitToml } from './toml.ts';

/** A rule whose query says a part of it, as the file that it becomes. */
export function wholeRule(dialect: Dialect, planned: PlannedRule, query: string): string {
  const verdict = { verdict: 'exact', reasons: [] };
  const { files } = emitToml({
    ...{ planned, dialect, query, verdict },
    ...{ format: 'toml', fileName: 'rule', events: [] },
  });
  return files[0]?.text ?? '';
}

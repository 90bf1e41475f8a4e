import type { AttackTactic, Metadata } from '../ir/index.ts';
import { tacticOf } from '../ir/index.ts';

/** ATT&CK ids as Splunk lists them, tactics and techniques side by side. */
export function splunkTechniques(ids: readonly string[]): Metadata['attack'] {
  const techniques = ids.filter(id => /^T\d{4}(?:\.\d{3})?$/i.test(id)).map(id => ({ id: id.toUpperCase() }));
  const tactics = ids.flatMap((id): AttackTactic[] => {
    const found = /^TA\d{4}$/i.test(id) ? tacticOf(id) : undefined;
    return found === undefined ? [] : [{ tactic: { id: found.id, name: found.shortName }, techniques: [] }];
  });
  return techniques.length === 0 ? tactics : [...tactics, { techniques }];
}

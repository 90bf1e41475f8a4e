import { type Dialect, fieldsIn, type PlannedRule } from '../ir/index.ts';

/**
 * Two paths of a rule that differ in the case of letters alone, in a dialect that looks keys up whatever their case: what stands at
 * either is found for both where the other is absent. Undefined where there are none.
 */
export function sameSpelling(planned: PlannedRule, { looksUpAnyCase }: Dialect): string | undefined {
  if (looksUpAnyCase !== true) return undefined;
  const names = new Set<string>();
  for (const { where, scope } of planned.several?.inputs.values() ?? [planned])
    for (const part of [scope, where]) for (const { name } of fieldsIn(part)) names.add(name);
  const spelt = new Map<string, string>();
  for (const name of names) {
    for (let end = name.indexOf('.'); ; end = name.indexOf('.', end + 1)) {
      const path = end < 0 ? name : name.slice(0, end);
      const folded = path.toLowerCase();
      const known = spelt.get(folded);
      if (known !== undefined && known !== path)
        return `keys are looked up whatever their case, so ${known} and ${path} are one where only one of them is there`;
      spelt.set(folded, path);
      if (end < 0) break;
    }
  }
  return undefined;
}

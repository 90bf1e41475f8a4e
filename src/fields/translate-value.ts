import type { Diagnostic } from '../diagnostics/index.ts';
import {
  type Expression,
  type Field,
  type Given,
  type LogSource,
  mapFields,
  type Vendor,
} from '../ir/index.ts';
import { isOnlyAddress } from './field-type.ts';
import { tableOf } from './registry.ts';
import { separatorOf } from './separator.ts';
import { expressionIn } from './translate-expression.ts';
import type { TargetNames } from './translate-subject.ts';
import { keptName, tellUnlisted, unmapped } from './unmapped.ts';

/** What an expression outside of a predicate (a key of a group, what is summed up) becomes in the field names of another vendor. */
export interface ValueTranslation {
  readonly expression: Expression;
  readonly given: readonly Given[];
  readonly diagnostics: readonly Diagnostic[];
  /** Set when the target writes the values in another way. */
  readonly why?: string;
}

export function translateValue(expression: Expression, source: LogSource, vendor: Vendor): ValueTranslation {
  const names: TargetNames = {
    table: tableOf(source),
    vendor,
    separator: separatorOf(source),
    positive: true,
  };
  const given = new Set<Given>();
  const diagnostics: Diagnostic[] = [];
  let why: string | undefined;
  const change = (field: Field): Expression => {
    if (field.namedBy !== undefined) {
      given.add(`pipeline:${field.namedBy}`);
      return { ...field, vendor };
    }
    if (field.vendor === vendor) return field;
    const found = expressionIn(field, names);
    if (found === undefined) {
      diagnostics.push(unmapped(field, names, source));
      given.add(`same-name:${field.name}`);
      return keptName(field, names);
    }
    for (const one of found.given) given.add(one);
    if (found.isUnlisted) tellUnlisted(field, found.expression, { names, source, diagnostics, given });
    const { canonical = field.name } = field;
    if (isOnlyAddress(field, canonical)) given.add(`named-by-event:${canonical}`);
    why ??= found.why;
    return found.expression;
  };
  const changed = mapFields(expression, change);
  return { expression: changed, given: [...given], diagnostics, ...(why === undefined ? {} : { why }) };
}

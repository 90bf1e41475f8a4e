import type { Expression, Field } from '../ir/index.ts';
import { derivation } from './derivations.ts';
import { findField } from './find-field.ts';
import { assumedOf } from './mapped-field.ts';
import { isRegistry } from './own-spelling.ts';
import { hasPosition } from './position.ts';
import { partCall } from './rewrite/path-part.ts';
import { nameOf, sameForm, type TargetNames } from './translate-subject.ts';
import { ofOnePosition } from './wildcard-name.ts';

interface TranslatedExpression {
  readonly expression: Expression;
  readonly given: readonly string[];
  /** Set when values of the field are written otherwise in the target. */
  readonly why?: string;
  /** No list of the log's fields has the name. */
  readonly isUnlisted?: true;
}

/** A field within an expression, by its name in the target or by what derives it; undefined when the target has neither. */
export function expressionIn(
  field: Field,
  names: TargetNames,
  asked: 'value' | 'any letter' = 'value',
): TranslatedExpression | undefined {
  const mapped = findField(field, names.table);
  if (mapped === undefined) return undefined;
  const view = mapped.view(names.vendor);
  const here = mapped.view(field.vendor);
  if (typeof view === 'string' && (typeof here === 'string' || here === undefined))
    return {
      expression: renamed(field, view, mapped.canonical, names),
      given: assumedOf(mapped, field.vendor, names.vendor),
      ...(mapped.isUnlisted ? { isUnlisted: true } : {}),
      ...(hasPosition(field.name) && !hasPosition(mapped.canonical)
        ? { why: ofOnePosition(field.name) }
        : {}),
    };
  // The number of words is a question that a regex answers, and no expression.
  if (typeof view === 'object' && 'count' in view) return undefined;
  if (asked === 'any letter' && [here, view].some(isRegistry))
    return { expression: renamed(field, nameOf(view), mapped.canonical, names), given: [] };
  if (view !== undefined) {
    const expression = renamed(field, nameOf(view) || field.name, mapped.canonical, names);
    if (sameForm(here, view) && wholeForms.some(form => typeof view === 'object' && form in view))
      return { expression, given: assumedOf(mapped, field.vendor, names.vendor) };
    return {
      expression,
      given: [],
      why: `${field.name} is written in another way by the target, which an expression cannot follow.`,
    };
  }
  const part = derivation(mapped.canonical);
  const whole = part && names.table.byCanonical(part.of)?.view(names.vendor);
  if (part === undefined || part.take === 'hive' || part.take === 'key' || typeof whole !== 'string')
    return undefined;
  return { expression: partCall(part.take, renamed(field, whole, part.of, names)), given: [] };
}

/** Ways of spelling the whole value, which is then the same where two vendors have the same way. */
const wholeForms = ['values', 'registry', 'number', 'bits', 'quoted', 'hive'] as const;

function renamed(field: Field, name: string, canonical: string, names: TargetNames): Field {
  return { ...field, name, vendor: names.vendor, canonical };
}

import type { Expression, Leaf } from '../ir/index.ts';
import type { FieldView, NumberView, QuotedView, RegistryView } from './data-source.ts';
import { inNumberForm } from './rewrite/hexadecimal.ts';
import { withQuotes } from './rewrite/quoted.ts';
import { inRegistryForm, type RegistryForm } from './rewrite/registry-data.ts';
import type { Rewriting } from './rewriting.ts';

type View = FieldView | undefined;

/** A leaf over a field that one of two vendors spells by a rule of its own; undefined where neither does. */
export function inOwnSpelling(
  leaf: Leaf,
  subject: Expression,
  name: string,
  here: View,
  there: View,
): Rewriting | undefined {
  if (isRegistry(here) || isRegistry(there))
    return inRegistryForm(leaf, subject, registryForm(here), registryForm(there));
  if (isNumber(here) || isNumber(there))
    return inNumberForm(leaf, subject, name, isNumber(there) ? there.number : 'decimal');
  if (isQuoted(here) || isQuoted(there))
    return withQuotes(leaf, subject, isQuoted(there) ? 'quoted' : 'plain');
  return undefined;
}

export function isRegistry(view: View): view is RegistryView {
  return typeof view === 'object' && 'registry' in view;
}

export function isQuoted(view: View): view is QuotedView {
  return typeof view === 'object' && 'quoted' in view;
}

function isNumber(view: View): view is NumberView {
  return typeof view === 'object' && 'number' in view;
}

function registryForm(view: View): RegistryForm {
  return isRegistry(view) ? view.registry : 'elastic';
}

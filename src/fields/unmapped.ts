import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Expression, type Field, fieldsIn, type LogSource } from '../ir/index.ts';
import { fieldType } from './field-type.ts';
import { findField } from './find-field.ts';
import { gapPage } from './gaps.ts';
import type { MappedField } from './mapped-field.ts';
import { dataSource } from './registry.ts';
import type { Rewriting } from './rewriting.ts';
import type { TargetNames } from './translate-subject.ts';

/** Where a field is translated, and what gathers that which is told of it. */
export interface Telling {
  readonly names: TargetNames;
  readonly source: LogSource;
  readonly diagnostics: Diagnostic[];
}

/** EQL refuses a name that no index has, unless it is said to be optional. A name of ECS is of the type that it has there. */
export function keptName(field: Field, names: TargetNames): Field {
  const { vendor } = names;
  if (vendor !== 'elastic') return { ...field, vendor };
  const type = field.type ?? fieldType(field.name);
  return { ...field, vendor, optional: true, ...(type === undefined ? {} : { type }) };
}

/**
 * A name that no list of the log's fields has is written as such names are, and told as one that is missing; so is one that is nearly that
 * of a known field, among names that nobody lists.
 */
export function withUnlisted(
  answer: Rewriting,
  field: Field,
  mapped: MappedField | undefined,
  { names, source, diagnostics }: Telling,
): Rewriting {
  if (mapped?.isUnlisted !== true && !isMisspelt(field, names)) return answer;
  diagnostics.push(unmapped(field, names, source, fieldsIn(answer.predicate)[0]?.name));
  return { ...answer, given: [...answer.given, `same-name:${field.name}`] };
}

function isMisspelt({ vendor, name }: Field, { table }: TargetNames): boolean {
  return vendor === 'sigma' && table.open.length > 0 && table.misspelt(vendor, name) !== undefined;
}

/** As of `withUnlisted`, of a field within an expression. */
export function tellUnlisted(
  field: Field,
  written: Expression,
  { names, source, diagnostics, given }: Telling & { readonly given: Set<string> },
): void {
  diagnostics.push(unmapped(field, names, source, written.kind === 'field' ? written.name : undefined));
  given.add(`same-name:${field.name}`);
}

/** `written`: what the target is asked for. */
export function unmapped(
  field: Field,
  names: TargetNames,
  source: LogSource,
  written = field.name,
): Diagnostic {
  const known = findField(field, names.table);
  const nearest =
    known === undefined || known.isUnlisted
      ? names.table.nearest(field.vendor, field.name)
      : names.table.misspelt(field.vendor, field.name);
  const from = dataSource(source.id);
  const page =
    nearest === undefined ? from && gapPage(from, field.vendor, field.name, names.vendor) : undefined;
  return diagnose(
    'fields/unmapped',
    {
      field: field.name,
      canonical: known?.isUnlisted ? undefined : known?.canonical,
      vendor: names.vendor,
      source: source.id,
      nearest,
      page,
      ...(written === field.name ? {} : { written }),
    },
    field.origin[0],
  );
}

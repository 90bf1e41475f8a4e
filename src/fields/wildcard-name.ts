import { type Expression, type FieldPattern, mapLeaves, mapSubjects, type Pattern } from '../ir/index.ts';
import type { FieldTable } from './field-table.ts';
import { nameIn } from './field-table.ts';
import { loosely, type Rewriting, worse } from './rewriting.ts';

/** A pattern of names as tables write it: `*` for any run. */
export function writtenPattern(pattern: Pattern): string {
  return pattern.map(part => (part.kind === 'text' ? part.text : '*')).join('');
}

export function namePattern(written: string): Pattern {
  return written
    .split(/(\*)/)
    .filter(part => part !== '')
    .map(part => (part === '*' ? { kind: 'anyRun' } : { kind: 'text', text: part }));
}

/**
 * Elastic flattens an array of objects to fields with the element's position in their names: `target_resources.0.type`. A name for
 * them all has wildcards, and is a pattern of names. Its `*` reaches over dots, so it may fit fields further in.
 */
export function withWildcardNames(rewriting: Rewriting, table: FieldTable): Rewriting {
  let further: string | undefined;
  const change = (subject: Expression): Expression => {
    if (subject.kind !== 'field' || subject.vendor !== 'elastic' || !subject.name.includes('*'))
      return subject;
    const fitting = namesFitting(table, subject.name);
    // A name that no table has is the author's own, letter by letter.
    if (!fitting.includes(subject.name)) return subject;
    further ??= fitting.find(name => name !== subject.name);
    const pattern: FieldPattern = {
      kind: 'fieldPattern',
      pattern: namePattern(subject.name),
      vendor: 'elastic',
      origin: subject.origin,
    };
    return pattern;
  };
  const predicate = mapLeaves(rewriting.predicate, leaf => mapSubjects(leaf, change));
  if (further === undefined) return { ...rewriting, predicate };
  const why = `The wildcard in the name of the field fits ${further} too.`;
  return { ...loosely(predicate, 'broader', why, ...rewriting.given), verdict: atLeastBroader(rewriting) };
}

/** A position in an array that the target's name does not tell. */
export function withoutPosition(rewriting: Rewriting, name: string): Rewriting {
  const why = ofOnePosition(name);
  return {
    ...loosely(rewriting.predicate, 'broader', why, ...rewriting.given),
    verdict: atLeastBroader(rewriting),
  };
}

export function ofOnePosition(name: string): string {
  return `${name} is of one position in a list; the target's field is of all of them.`;
}

function atLeastBroader(rewriting: Rewriting): 'broader' | 'different' {
  return worse(rewriting.verdict, 'broader') === 'broader' ? 'broader' : 'different';
}

/** Names of Elastic's fields that a name with wildcards fits. */
export function namesFitting(table: FieldTable, written: string): readonly string[] {
  const parts = written.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const fits = new RegExp(`^${parts.join('.*')}$`, 's');
  return [...new Set(table.entries.flatMap(entry => nameIn(entry, 'elastic') ?? []))].filter(name =>
    fits.test(name),
  );
}

import { parseDecimal } from './decimal.ts';
import type { EventView } from './event-view.ts';
import { EndingTrie, LiteralAutomaton } from './literal-automaton.ts';
import { type Atom, anyField } from './required-atoms.ts';
import type { Scope } from './scope.ts';
import type { Texts } from './values.ts';

/** Numbers of the rules that a fact is required by. */
type Rules = readonly number[];

/** Finds, over one reading of each field, the rules of which a required fact is true. */
export class Prefilter {
  private readonly fields: readonly FieldIndex[];

  /** `required[n]` are the facts of which rule `n` needs one; `n` is reported once for each that is found. */
  constructor(required: readonly (readonly Atom[])[], scope: Scope) {
    const byField = new Map<Atom['field'], FieldAtoms>();
    required.forEach((atoms, rule) => {
      for (const atom of atoms) {
        const field = byField.get(atom.field) ?? new FieldAtoms();
        byField.set(atom.field, field);
        field.add(atom, rule);
      }
    });
    this.fields = [...byField].map(([name, atoms]) =>
      fieldIndex(name === anyField ? undefined : scope.fields.slot(name, name), atoms),
    );
  }

  scan(view: EventView, report: (rules: Rules) => void): void {
    for (const { slot, present, scan } of this.fields) {
      if (present !== undefined && slot !== undefined && view.values(slot) !== undefined) report(present);
      if (scan === undefined) continue;
      const texts: Texts = slot === undefined ? view.allFolded() : view.folded(slot);
      if (typeof texts === 'string') scan(texts, report);
      else if (texts !== undefined) for (const text of texts) scan(text, report);
    }
  }
}

interface FieldIndex {
  /** Undefined for all values of the event. */
  readonly slot: number | undefined;
  readonly present: Rules | undefined;
  readonly scan: Scan | undefined;
}

type Scan = (text: string, report: (rules: Rules) => void) => void;

class FieldAtoms {
  readonly equals = new Map<string, number[]>();
  readonly endsWith = new Map<string, number[]>();
  readonly contains = new Map<string, number[]>();
  readonly numbers = new Map<number, number[]>();
  readonly present: number[] = [];

  add(atom: Atom, rule: number): void {
    if (atom.form === 'present') this.present.push(rule);
    else if (atom.form === 'number') append(this.numbers, atom.number, rule);
    else append(this[atom.form], atom.text, rule);
  }
}

function append<K>(index: Map<K, number[]>, key: K, rule: number): void {
  const rules = index.get(key);
  if (rules === undefined) index.set(key, [rule]);
  else if (rules.at(-1) !== rule) rules.push(rule);
}

function fieldIndex(slot: number | undefined, atoms: FieldAtoms): FieldIndex {
  const scans = [
    ...scanWhole(atoms.equals),
    ...scanNumbers(atoms.numbers),
    ...scanEndings(atoms.endsWith),
    ...scanParts(atoms.contains),
  ];
  const [only, ...others] = scans;
  return {
    slot,
    present: atoms.present.length > 0 ? atoms.present : undefined,
    scan:
      others.length === 0
        ? only
        : (text, report) => {
            for (const scan of scans) scan(text, report);
          },
  };
}

function scanWhole(index: ReadonlyMap<string, Rules>): readonly Scan[] {
  if (index.size === 0) return [];
  return [
    (text, report) => {
      const rules = index.get(text);
      if (rules !== undefined) report(rules);
    },
  ];
}

function scanNumbers(index: ReadonlyMap<number, Rules>): readonly Scan[] {
  if (index.size === 0) return [];
  return [
    (text, report) => {
      const number = parseDecimal(text);
      const rules = number === undefined ? undefined : index.get(Number(number));
      if (rules !== undefined) report(rules);
    },
  ];
}

/** Below this the engine's own search for each literal is quicker than a table. */
const manyLiterals = 5;

function scanEndings(index: ReadonlyMap<string, Rules>): readonly Scan[] {
  if (index.size < manyLiterals)
    return [...index].map(
      ([ending, rules]): Scan =>
        (text, report) => {
          if (text.endsWith(ending)) report(rules);
        },
    );
  const trie = new EndingTrie([...index]);
  return [(text, report) => trie.scan(text, report)];
}

function scanParts(index: ReadonlyMap<string, Rules>): readonly Scan[] {
  if (index.size < manyLiterals)
    return [...index].map(
      ([part, rules]): Scan =>
        (text, report) => {
          if (text.includes(part)) report(rules);
        },
    );
  const automaton = new LiteralAutomaton([...index]);
  return [(text, report) => automaton.scan(text, report)];
}

import { type Atom, isValueAtom, type ValueAtom } from './atom.ts';
import type { Diagram, DiagramNode } from './diagram.ts';
import type { Formula } from './formula.ts';
import { partTests, testsOf } from './part.ts';

/** The atoms of two formulas as variables of a diagram. */
export interface Variables {
  readonly atoms: readonly Atom[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly atomsOfTest: ReadonlyMap<string, readonly Atom[]>;
  /** Atoms that one side alone has. */
  readonly onlySource: readonly Atom[];
  readonly onlyFound: readonly Atom[];
}

/**
 * Orders them by first occurrence in the source; what the other side alone has stands beside what the source alone has of
 * the same subject, which it is most likely to be another form of.
 */
export function variablesOf(source: Formula, found: Formula): Variables {
  const sourceTests = testsOf([source]);
  const foundTests = testsOf([found]);
  const atomsOfTest = partTests(testsOf([source, found]));
  const atomsOf = (tests: typeof sourceTests) =>
    new Map(tests.flatMap(test => (atomsOfTest.get(test.key) ?? []).map(atom => [atom.key, atom] as const)));
  const inSource = atomsOf(sourceTests);
  const inFound = atomsOf(foundTests);
  const onlySource = [...inSource.values()].filter(atom => !inFound.has(atom.key));
  const onlyFound = [...inFound.values()].filter(atom => !inSource.has(atom.key));
  const atoms = interleave([...inSource.values()], onlySource, onlyFound);
  return {
    atoms,
    indexOf: new Map(atoms.map((atom, index) => [atom.key, index])),
    atomsOfTest,
    onlySource,
    onlyFound,
  };
}

function interleave(
  ordered: readonly Atom[],
  onlySource: readonly Atom[],
  onlyFound: readonly Atom[],
): readonly Atom[] {
  const waiting = new Map<string, Atom[]>();
  for (const atom of onlyFound) {
    const key = groupOf(atom);
    waiting.set(key, [...(waiting.get(key) ?? []), atom]);
  }
  const lone = new Set(onlySource);
  const likeliest = new Map(onlyFound.map(atom => [looseKey(atom), atom]));
  const kept = new Set(onlySource.flatMap(atom => likeliest.get(looseKey(atom)) ?? []));
  const taken = new Set<Atom>();
  const next = (atom: Atom): Atom | undefined => {
    const twin = likeliest.get(looseKey(atom));
    if (twin !== undefined && !taken.has(twin)) return twin;
    return waiting.get(groupOf(atom))?.find(each => !taken.has(each) && !kept.has(each));
  };
  const result = ordered.flatMap(atom => {
    const found = lone.has(atom) ? next(atom) : undefined;
    if (found === undefined) return [atom];
    taken.add(found);
    return [atom, found];
  });
  return [...result, ...onlyFound.filter(atom => !taken.has(atom))];
}

/** The same for patterns that differ in casing alone. */
function looseKey(atom: Atom): string {
  return atom.key.replaceAll(/[=~]/g, '').toLowerCase();
}

export function groupOf(atom: Atom): string {
  return atom.kind === 'opaque' ? `opaque ${atom.leaf.kind}` : atom.subject.key;
}

/** Atoms by subject; those that are about values. */
export function bySubject(atoms: readonly Atom[]): ReadonlyMap<string, readonly ValueAtom[]> {
  const groups = new Map<string, ValueAtom[]>();
  for (const atom of atoms) {
    if (!isValueAtom(atom)) continue;
    const group = groups.get(atom.subject.key);
    if (group === undefined) groups.set(atom.subject.key, [atom]);
    else group.push(atom);
  }
  return groups;
}

/** A formula as a diagram; `index` gives the variable of an atom. */
export function diagramOf(
  formula: Formula,
  diagram: Diagram,
  atomsOfTest: Variables['atomsOfTest'],
  index: (atom: Atom) => number,
): DiagramNode {
  const known = new Map<Formula, DiagramNode>();
  const build = (node: Formula): DiagramNode => {
    const earlier = known.get(node);
    if (earlier !== undefined) return earlier;
    const made = make(node);
    known.set(node, made);
    return made;
  };
  const make = (node: Formula): DiagramNode => {
    switch (node.kind) {
      case 'constant':
        return node.value ? 1 : 0;
      case 'test': {
        const atoms = atomsOfTest.get(node.test.key) ?? [];
        const some = diagram.any(atoms.map(atom => diagram.variable(index(atom))));
        return node.positive ? some : diagram.not(some);
      }
      case 'and':
        return diagram.all(node.operands.map(build));
      case 'or':
        return diagram.any(node.operands.map(build));
    }
  };
  return build(formula);
}

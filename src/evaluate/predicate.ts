import type { Leaf, Predicate } from '../ir/index.ts';
import type { EventData } from './event.ts';
import { EventView } from './event-view.ts';
import { Interner } from './interner.ts';
import { compileAnalysed } from './leaf-analysed.ts';
import { compileCompares } from './leaf-compares.ts';
import { compileElement } from './leaf-element.ts';
import { compileEquals } from './leaf-equals.ts';
import { compileExists } from './leaf-exists.ts';
import { compileKeyword } from './leaf-keyword.ts';
import { compileLike } from './leaf-like.ts';
import { compileMatches } from './leaf-matches.ts';
import { compileInNetwork } from './leaf-network.ts';
import { type EvaluateOptions, Scope, type Test } from './scope.ts';
import { TestMaker } from './test-maker.ts';

/** Makes a predicate ready to run over many events. The result keeps the last event; it must not run within itself. */
export function compilePredicate(
  predicate: Predicate,
  options: EvaluateOptions = {},
): (event: EventData) => boolean {
  const scope = eventScope(options);
  const test = compileIn(predicate, scope);
  const view = new EventView(scope.fields);
  return event => test(view.load(event));
}

/** The scope in which the fields of events are looked up. */
export function eventScope(options: EvaluateOptions): Scope {
  return new Scope(compileIn, options);
}

function compileIn(predicate: Predicate, scope: Scope): Test {
  const node = new Interner().intern(predicate);
  return new TestMaker(scope, compileLeaf).testOf(node);
}

export function compileLeaf(leaf: Leaf, scope: Scope): Test {
  switch (leaf.kind) {
    case 'exists':
      return compileExists(leaf, scope);
    case 'equals':
      return compileEquals(leaf, scope);
    case 'like':
      return compileLike(leaf, scope);
    case 'matches':
      return compileMatches(leaf, scope);
    case 'inNetwork':
      return compileInNetwork(leaf, scope);
    case 'compares':
      return compileCompares(leaf, scope);
    case 'keyword':
      return compileKeyword(leaf);
    case 'analysed':
      return compileAnalysed(leaf, scope);
    case 'element':
      return compileElement(leaf, scope);
  }
}

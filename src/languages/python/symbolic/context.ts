import type { Diagnostic } from '../../../diagnostics/index.ts';
import type { EmbeddedText, Span } from '../../../source/index.ts';
import type { Block, Expression, Extent, Handler } from '../ast.ts';
import type { PythonModule } from '../modules.ts';
import type { PythonSurroundings } from '../surroundings.ts';
import type { Environment } from './environment.ts';
import type { Formula, Formulas } from './formula.ts';
import type { Guards } from './guarded.ts';
import type { Iterable } from './iterable.ts';
import type { Kind, Place, Places, Weight } from './place.ts';
import type { Guarded, Value } from './value.ts';

/** What every part of the symbolic run shares; the parts call each other through it. */
export interface Context {
  readonly source: EmbeddedText;
  readonly surroundings: PythonSurroundings | undefined;
  /** What cannot be said is passed over, to find the conditions beside it: the result is no meaning of the rule. */
  readonly lenient: boolean;
  readonly formulas: Formulas;
  readonly guards: Guards;
  readonly places: Places;
  /** Assumptions that come with an operation, whatever becomes of its result. */
  readonly assumed: Set<string>;
  /** Lists and dicts that were changed in place, by whatever name; what is read of them refuses the rule. */
  readonly changed: Map<Value, Guarded>;
  /** What functions were given, which whoever called them holds as well. */
  readonly lent: WeakSet<Value>;
  /** The handlers of the `try` statements that are being run, the innermost last. */
  readonly handlers: (readonly Handler[])[];
  /** Elements of which some pass a test and some fail the rule, where the one that comes first decides. */
  readonly orders: { readonly element: Place; readonly passes: Formula; readonly fails: Formula }[];
  evaluate(expression: Expression, environment: Environment): Guarded;
  call(called: Value, given: Arguments, at: Extent): Guarded;
  attribute(value: Value, name: string, at: Extent): Guarded;
  /** Runs statements; what they return, raise, or that they end without either. Changes the environment. */
  run(block: Block, environment: Environment): Guarded;
  truth(value: Guarded, at: Extent): Guarded;
  iterate(value: Value, at: Extent): Iterable | Guarded;
  span(at: Extent): Span;
  /** The text in which an offset lies, and where in it. */
  textAt(offset: number): { readonly text: EmbeddedText; readonly offset: number };
  /** The names of a module beside the rule's. */
  importedModule(module: PythonModule): Environment;
  /** A value that refuses the rule if its result depends on it. */
  refuse(problem: Diagnostic): Guarded;
  unsupported(what: string, at: Extent): Guarded;
  /** What an operation gives for a kind of value that it is not meant for: an assumption leaves it out. */
  misfit(what: string, at: Extent): Guarded;
  raise(exception: string): Guarded;
  vote(place: Place, kind: Kind, weight: Weight): void;
  /** Counts the work; false when there has been too much of it. */
  step(): boolean;
}

export interface Arguments {
  readonly positional: readonly Guarded[];
  readonly named: ReadonlyMap<string, Guarded>;
}

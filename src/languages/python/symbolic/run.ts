import { type Diagnostic, diagnose } from '../../../diagnostics/index.ts';
import type { EmbeddedText, Span } from '../../../source/index.ts';
import type { Block, Expression, Extent, Handler } from '../ast.ts';
import type { PythonModule } from '../modules.ts';
import type { PythonSurroundings } from '../surroundings.ts';
import { callValue } from './calls.ts';
import { iterableOfValue } from './collections.ts';
import type { Arguments, Context } from './context.ts';
import { Environment } from './environment.ts';
import { attribute, evaluate, unchanged } from './evaluate.ts';
import { type Formula, Formulas } from './formula.ts';
import { Guards } from './guarded.ts';
import type { Iterable } from './iterable.ts';
import { type Kind, type Place, Places, type Weight } from './place.ts';
import { run } from './statements.ts';
import { truthOf } from './truth.ts';
import { type Guarded, raised, type Value } from './value.ts';

/** Statements, calls and expressions of one module; a rule of thousands of lines takes some ten thousand. */
const mostSteps = 200_000;
/** Expressions within expressions, followed into the functions that they call. */
const deepestRun = 300;

/** The symbolic run of one module. */
export class Run implements Context {
  readonly source: EmbeddedText;
  readonly surroundings: PythonSurroundings | undefined;
  readonly lenient: boolean;
  private readonly imported = new Map<PythonModule, Environment>();
  readonly formulas = new Formulas();
  readonly guards = new Guards(this.formulas);
  readonly places = new Places();
  readonly assumed = new Set<string>();
  readonly changed = new Map<Value, Guarded>();
  readonly lent = new WeakSet<Value>();
  readonly handlers: (readonly Handler[])[] = [];
  readonly orders: { readonly element: Place; readonly passes: Formula; readonly fails: Formula }[] = [];
  private steps = 0;
  private depth = 0;

  constructor(source: EmbeddedText, surroundings?: PythonSurroundings, lenient = false) {
    this.source = source;
    this.surroundings = surroundings;
    this.lenient = lenient;
  }

  evaluate(expression: Expression, environment: Environment): Guarded {
    if (!this.step() || this.depth > deepestRun) return this.exhausted(expression);
    this.depth += 1;
    const result = unchanged(this, evaluate(this, expression, environment));
    this.depth -= 1;
    return result;
  }

  call(called: Value, given: Arguments, at: Extent): Guarded {
    return this.step() ? callValue(this, called, given, at) : this.exhausted(at);
  }

  attribute(value: Value, name: string, at: Extent): Guarded {
    return attribute(this, value, name, at);
  }

  run(block: Block, environment: Environment): Guarded {
    return run(this, block, environment);
  }

  truth(value: Guarded, at: Extent): Guarded {
    return truthOf(this, value, at);
  }

  iterate(value: Value, at: Extent): Iterable | Guarded {
    return value.kind === 'raised' || value.kind === 'unknown'
      ? this.guards.always(value)
      : iterableOfValue(this, value, at);
  }

  span(at: Extent): Span {
    const { text, offset } = this.textAt(at.start);
    return text.span(offset, offset + at.end - at.start);
  }

  textAt(offset: number): { readonly text: EmbeddedText; readonly offset: number } {
    const module = this.surroundings?.modules.at(offset);
    return module === undefined
      ? { text: this.source, offset }
      : { text: module.text, offset: offset - module.base };
  }

  /** A statement that cannot be followed leaves the others of a module as they are. */
  importedModule(module: PythonModule): Environment {
    const known = this.imported.get(module);
    if (known !== undefined) return known;
    const environment = new Environment();
    this.imported.set(module, environment);
    for (const statement of module.block) this.run([statement], environment);
    return environment;
  }

  refuse(problem: Diagnostic): Guarded {
    return this.guards.always({ kind: 'unknown', problem, misfit: false });
  }

  unsupported(what: string, at: Extent): Guarded {
    return this.refuse(diagnose('python/unsupported', { what }, this.span(at)));
  }

  misfit(what: string, at: Extent): Guarded {
    const problem = diagnose('python/unsupported', { what }, this.span(at));
    return this.guards.always({ kind: 'unknown', problem, misfit: true });
  }

  raise(exception: string): Guarded {
    return this.guards.always(raised(exception));
  }

  vote(place: Place, kind: Kind, weight: Weight): void {
    this.places.vote(place, kind, weight);
  }

  step(): boolean {
    this.steps += 1;
    return this.steps <= mostSteps;
  }

  get isExhausted(): boolean {
    return this.steps > mostSteps;
  }

  private exhausted(at: Extent): Guarded {
    return this.refuse(
      diagnose('python/too-complex', { what: 'too many steps, or too deep' }, this.span(at)),
    );
  }
}

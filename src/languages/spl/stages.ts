import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { Predicate } from '../../ir/index.ts';
import type { EmbeddedText, Span } from '../../source/index.ts';
import type { Command, Range } from './ast.ts';
import { argumentsOf } from './clause.ts';
import { splitCommands } from './commands.ts';
import { Context } from './context.ts';
import { commonMacros, type Expansion, expandMacros, type Macros, macroName } from './macros.ts';
import { stageReaders } from './stage-readers.ts';
import { type LookedUp, StageReading } from './stage-reading.ts';

/** One command of a search, by itself: what it keeps, and the fields that it looks at and makes. */
export interface SplStage {
  /** The command in lower case; `search` also where it goes without saying, `macro` for one of which no definition is given. */
  readonly kind: string;
  /** Macros expanded, without the pipe. */
  readonly text: string;
  readonly span: Span;
  /**
   * What it asks of its results, as conjuncts, in the names that fields have at this stage. Guards of nulls are left out: this
   * is what the author wrote, not what a search lowers to.
   */
  readonly predicates: readonly Predicate[];
  /** Whether the predicates are all that it filters by. */
  readonly isWhole: boolean;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Of the command `lookup`. */
  readonly lookedUp?: LookedUp;
  /** Its subsearches. */
  readonly searches: readonly (readonly SplStage[])[];
  /** Calls of macros without a definition. */
  readonly macros: readonly string[];
}

export interface SplStages {
  readonly stages: readonly SplStage[];
  /** An error where a command does not follow the grammar of SPL; commands that are not known are none. */
  readonly diagnostics: readonly Diagnostic[];
}

const deepest = 8;

/** A search command by command, also where what it finds cannot be told as a whole. */
export function readStages(text: EmbeddedText, options: { readonly macros?: Macros } = {}): SplStages {
  const expansion = expandMacros(text, {
    macros: { ...commonMacros, ...options.macros },
    lenient: false,
    keepUnknown: true,
  });
  if (expansion.diagnostics.length > 0) return { stages: [], diagnostics: expansion.diagnostics };
  const diagnostics: Diagnostic[] = [];
  const whole = { start: 0, end: expansion.expanded.text.length };
  const stages = readPipeline(expansion, whole, 0, diagnostics);
  if (stages.length === 0 && diagnostics.length === 0)
    diagnostics.push(diagnose('spl/empty', {}, text.span(0, text.text.length)));
  return { stages, diagnostics };
}

/** All predicates of the stages, those of subsearches behind those of the stage that holds them. */
export function predicatesOf(stages: readonly SplStage[]): readonly Predicate[] {
  return stages.flatMap(stage => [...stage.predicates, ...stage.searches.flatMap(predicatesOf)]);
}

function readPipeline(
  expansion: Expansion,
  range: Range,
  depth: number,
  diagnostics: Diagnostic[],
): readonly SplStage[] {
  const { expanded } = expansion;
  if (depth > deepest) {
    diagnostics.push(diagnose('spl/too-deep', { limit: deepest }, expanded.span(range)));
    return [];
  }
  const commands = splitCommands(expansion, range, depth > 0);
  if ('code' in commands) {
    diagnostics.push(commands);
    return [];
  }
  const context = new Context(expanded, () => false);
  return commands.map(command => readStage(command, context, expansion, depth, diagnostics));
}

function readStage(
  command: Command,
  outer: Context,
  expansion: Expansion,
  depth: number,
  diagnostics: Diagnostic[],
): SplStage {
  const context = outer.within(outer.expanded);
  const reading = new StageReading(command, context);
  if (command.name === '`') reading.macros.add(macroName(context.text(command).trim()));
  else (stageReaders.get(command.name) ?? readUnknown)(reading);
  outer.vendor = context.vendor;
  diagnostics.push(...context.diagnostics);
  const searches = subsearchesOf(command, context).map(range =>
    readPipeline(expansion, range, depth + 1, diagnostics),
  );
  return {
    kind: command.name === '`' ? 'macro' : command.name,
    text: context.text(command).trim(),
    span: context.span(command),
    predicates: reading.predicates,
    isWhole: reading.isWhole && reading.macros.size === 0,
    reads: [...reading.reads],
    writes: [...reading.writes],
    ...(reading.lookedUp === undefined ? {} : { lookedUp: reading.lookedUp }),
    searches,
    macros: [...reading.macros],
  };
}

/** A command that ruleglot does not know is kept by its name. */
function readUnknown(): void {}

/** What stands in square brackets, outside of strings, quoted names and groups of macros. */
function subsearchesOf(command: Command, context: Context): readonly Range[] {
  const text = context.text(command);
  if (!text.includes('[') || !mayHold(command.name)) return [];
  return bracketsOf(command, context);
}

const withoutSubsearches: ReadonlySet<string> = new Set([
  'regex',
  'rex',
  'eval',
  'where',
  'foreach',
  'map',
  '`',
]);

function mayHold(name: string): boolean {
  return !withoutSubsearches.has(name);
}

function bracketsOf(command: Command, context: Context): readonly Range[] {
  const ranges: Range[] = [];
  const add = (start: number, end: number) => {
    if (end - start > 1) ranges.push({ start: start + 1, end: end - 1 });
  };
  for (const each of argumentsOf(command, context)) {
    if (each.kind === 'subsearch') add(each.start, each.end);
    else if (each.kind === 'group')
      for (const inner of argumentsOf({ ...command, body: shrunk(each), end: each.end - 1 }, context))
        if (inner.kind === 'subsearch') add(inner.start, inner.end);
  }
  return ranges;
}

function shrunk({ start, end }: Range): Range {
  return { start: start + 1, end: end - 1 };
}

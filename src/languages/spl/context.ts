import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import { type Expression, fieldsOf, type Search, type Vendor } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { Command, Range } from './ast.ts';
import type { ExpandedText } from './expanded-text.ts';

/** What a field is made of where it is calculated from others as events are searched: an eval expression; undefined of any other. */
export type Calculated = (field: string) => string | undefined;

/** Says that a command of Splunk has no more than so many results. */
export function keepsFew(command: Command, most: string, context: Context): void {
  const code = diagnose('spl/kept-results', { command: command.name, most }, context.span(command));
  context.report(code);
}

/** What lowering knows of the query; problems gather in it. An error leaves no search, so nothing that follows one matters. */
export class Context {
  readonly expanded: ExpandedText;
  /** Whether a field's numbers are written in one way, and what is compared with one is one. */
  readonly hasPlainNumbers: (field: string) => boolean;
  readonly diagnostics: Diagnostic[] = [];
  /** Whose names the fields bear: those of a data model are `cim`. */
  vendor: Vendor = 'splunk';
  /** Lowers a search in square brackets, with the columns that it makes if asked; absent where none may stand. Problems gather here. */
  subsearch?: (range: Range, withColumns?: boolean) => Search | undefined;
  /** Whether a lookup is read as one of indicators. */
  readsLookups = false;
  /** Fields that events of the outermost search have beside their own. */
  calculated?: Calculated;
  /** A field was asked for that no single event has: what is counted, or cut out by rex. */
  needsRows = false;

  constructor(expanded: ExpandedText, hasPlainNumbers: (field: string) => boolean) {
    this.expanded = expanded;
    this.hasPlainNumbers = hasPlainNumbers;
  }

  span(range: Range): Span {
    return this.expanded.span(range);
  }

  origin(range: Range): readonly Span[] {
    return [this.span(range)];
  }

  text({ start, end }: Range): string {
    return this.expanded.text.slice(start, end);
  }

  /** Gives undefined, which is what a node that cannot be lowered becomes. */
  report(diagnostic: Diagnostic): undefined {
    this.diagnostics.push(diagnostic);
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === 'error');
  }

  /** Whether the numbers of a subject are plain: those of all fields in it. */
  plainNumbers(subject: Expression): boolean {
    return fieldsOf(subject).every(({ name }) => this.hasPlainNumbers(name));
  }

  /** The same of another text: a search within a string. */
  within(expanded: ExpandedText): Context {
    const inner = new Context(expanded, this.hasPlainNumbers);
    inner.vendor = this.vendor;
    return inner;
  }
}

import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Vendor } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { Range } from './ast.ts';
import type { ExpandedText } from './expanded-text.ts';

/** What lowering knows of the query; problems gather in it. An error leaves no search, so nothing that follows one matters. */
export class Context {
  readonly expanded: ExpandedText;
  /** Numbers are written in one way, and what is compared with one is one. */
  readonly plainNumbers: boolean;
  readonly diagnostics: Diagnostic[] = [];
  /** Whose names the fields bear: those of a data model are `cim`. */
  vendor: Vendor = 'splunk';
  /** A field was asked for that no single event has: what is counted, or cut out by rex. */
  needsRows = false;

  constructor(expanded: ExpandedText, plainNumbers: boolean) {
    this.expanded = expanded;
    this.plainNumbers = plainNumbers;
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

  /** The same of another text: a search within a string. */
  within(expanded: ExpandedText): Context {
    const inner = new Context(expanded, this.plainNumbers);
    inner.vendor = this.vendor;
    return inner;
  }
}

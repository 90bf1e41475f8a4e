import type { Cursor } from './cursor.ts';
import type { RegexDialect } from './named-classes.ts';
import type { RegexFlags, RegexNode } from './tree.ts';

/** What the reader of a Perl-like pattern knows at a place of it. */
export interface PerlState {
  readonly cursor: Cursor;
  readonly dialect: RegexDialect;
  flags: RegexFlags;
  /** `x`: whitespace and comments are left out. */
  extended: boolean;
  /** Python's `a`: shorthands and boundaries are ASCII. */
  ascii: boolean;
  /** Java's `d`, and ever true elsewhere: `\n` alone ends a line. */
  unixLines: boolean;
  groups: number;
  readonly names: Set<string>;
  /** The grammar's start, for the groups that hold it again. */
  readonly parseAlternation: (state: PerlState) => RegexNode;
}

/** The node under the flags that differ from those around it. */
export function withFlags(node: RegexNode, outer: RegexFlags, inner: RegexFlags): RegexNode {
  const changed = (['ignoreCase', 'multiline', 'dotAll'] as const).filter(
    name => outer[name] !== inner[name],
  );
  if (changed.length === 0 || node.kind === 'empty') return node;
  return { kind: 'flagged', node, flags: Object.fromEntries(changed.map(name => [name, inner[name]])) };
}

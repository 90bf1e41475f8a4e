import type { Diagnostic } from '../../diagnostics/index.ts';
import type { PieceDocument } from '../piece.ts';
import type { PlannedPack } from '../plan.ts';

/** The documents of a rule, to be put where their pack has them. */
export interface PackItem {
  /** `rules/a.yml#0.0`: unique, and the order of a pack. */
  readonly key: string;
  /** Source file, relative to the project. */
  readonly path: string;
  readonly title: string | undefined;
  readonly documents: readonly PieceDocument[];
}

/** A part of a file of the pack that is of one rule: the whole file, or a stanza or line of it. */
export interface PackPart {
  readonly key: string;
  /** Of the file in the pack, with `/`. */
  readonly file: string;
  /** What tells it from the other parts of the file. */
  readonly name?: string;
  readonly text: string;
  /** Several rules may have it: it stands in the file once. */
  readonly isShared?: true;
}

/** What a pack is made of: parts of rules, in order, and files of its own. */
export interface PackLayout {
  readonly parts: readonly PackPart[];
  readonly files: ReadonlyMap<string, string>;
  /** Stands before the parts of a file. */
  readonly heads: ReadonlyMap<string, string>;
  /** Why nothing may be written. */
  readonly diagnostics?: readonly Diagnostic[];
}

export interface LayoutRequest {
  readonly planned: PlannedPack;
  readonly items: readonly PackItem[];
  /** What the last build made of a rule in this pack: files, or what is in one after a `#`. */
  readonly held?: (key: string) => readonly string[];
  readonly macros: Readonly<Record<string, string>>;
  /** CSV files of the project, by the names of their tables. */
  readonly lookups: ReadonlyMap<string, string>;
}

export type LayPack = (request: LayoutRequest) => PackLayout;

/** Of packs whose rules have files of their own. */
export function filesOnly(parts: readonly PackPart[]): PackLayout {
  return { parts, files: new Map(), heads: new Map() };
}

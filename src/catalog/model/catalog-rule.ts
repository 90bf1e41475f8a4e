import type { Evidence, Verdict } from '../../compile/index.ts';
import type { Statement } from '../../describe/index.ts';

/** How a condition holds its field to its values, in the words of the pages. */
export type RowKind =
  | 'eq'
  | 'in'
  | 'contains'
  | 'starts_with'
  | 'ends_with'
  | 'wildcard'
  | 'regex_match'
  | 'cidr'
  | 'match'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'is_not_null'
  | 'is_null'
  | 'eq_field'
  | 'starts_with_field'
  | 'ends_with_field'
  | 'contains_field';

/** A condition on one field. `values` are as the rule means them, without the escapes of its language; none for null checks. */
export interface Row {
  /** As the author wrote it; a function of a field as `length(process.name)`. */
  readonly field: string;
  /** The same in canonical (ECS) names; the written name where no table has it. */
  readonly canonical: string;
  readonly kind: RowKind;
  readonly values: readonly string[];
  readonly negated?: true;
}

/** What a rule leaves out: all conditions together. Several stand for one exclusion that needs them all. */
export interface Exclusion {
  readonly conditions: readonly Row[];
}

/** One step of a rule as it is written. */
export interface Stage {
  readonly kind: string;
  readonly text: string;
  readonly rows: readonly Row[];
}

export interface TechniqueReference {
  readonly id: string;
  readonly name?: string;
  /** Tactics under which the rule has it: short names. */
  readonly tactics: readonly string[];
}

/** An action of the product that the rule asks for: an API call, an operation, an event number. */
export interface Action {
  readonly field: string;
  readonly value: string;
}

export interface SourceReference {
  readonly id?: string;
  readonly title: string;
}

/** What the pages over many rules need of one. */
export interface RuleEntry {
  readonly path: string;
  readonly format: string;
  readonly document: number;
  readonly part: number;
  readonly line: number;
  readonly vendor: string;
  readonly language: string;
  readonly id?: string;
  readonly title: string;
  readonly level?: string;
  readonly riskScore?: number;
  readonly status?: string;
  readonly type: string;
  readonly created?: string;
  readonly modified?: string;
  readonly tactics: readonly string[];
  readonly techniques: readonly TechniqueReference[];
  readonly sources: readonly SourceReference[];
  readonly platforms: readonly string[];
  readonly domains: readonly string[];
  readonly tags: readonly string[];
  readonly indicators: readonly Row[];
  readonly exclusions: readonly Exclusion[];
  readonly actions: readonly Action[];
  /** Whether its meaning is known as a whole, so that it can be translated and compared. */
  readonly isWhole: boolean;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

export interface OutputField {
  readonly field: string;
  readonly from: string;
}

/** One condition or connective of the drawing. */
export interface LogicNode {
  readonly label: string;
  readonly kind: 'all' | 'any' | 'not' | 'condition' | 'step';
  readonly parts: readonly LogicNode[];
}

export interface TranslationEntry {
  readonly target: string;
  readonly title: string;
  readonly language: string;
  readonly verdict: Verdict;
  readonly evidence?: Evidence;
  readonly given: readonly string[];
  readonly reasons: readonly string[];
  readonly query?: string;
}

export interface Witness {
  readonly matches: boolean;
  readonly why: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** A field that the rule reads, and what each vendor calls it. */
export interface FieldAvailability {
  readonly field: string;
  readonly canonical: string;
  readonly names: Readonly<Record<string, string>>;
}

export interface BodyPart {
  readonly name: string;
  readonly language: string;
  readonly text: string;
}

/** What the page of the rule alone needs. */
export interface RuleDetail {
  readonly description?: string;
  readonly authors: readonly string[];
  readonly licence?: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly note?: string;
  readonly setup?: string;
  readonly timeWindow?: string;
  readonly runsEvery?: string;
  readonly groupBy: readonly string[];
  readonly newTerms?: { readonly fields: readonly string[]; readonly history: string };
  readonly indices: readonly string[];
  readonly integrations: readonly string[];
  readonly logTypes: readonly string[];
  readonly summary: readonly Statement[];
  readonly body: readonly BodyPart[];
  readonly stages: readonly Stage[];
  readonly outputs: readonly OutputField[];
  readonly logic?: LogicNode;
  readonly fields: readonly FieldAvailability[];
  readonly translations: readonly TranslationEntry[];
  readonly witnesses: readonly Witness[];
  readonly remarks: readonly string[];
}

export interface AnalysedRule {
  readonly entry: RuleEntry;
  readonly detail: RuleDetail;
}

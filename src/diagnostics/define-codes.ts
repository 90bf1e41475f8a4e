import type { Severity } from './diagnostic.ts';

/** One entry of the catalogue. `Parameters` are what message and help need; a missing one does not compile. */
export interface CodeDefinition<Parameters> {
  readonly severity: Severity;
  readonly message: (parameters: Parameters) => string;
  /** One line: what to do about it. */
  readonly help?: (parameters: Parameters) => string | undefined;
  /** Markdown, shown by `ruleglot explain CODE` and on the docs page: what the code means, why it exists, what to do. */
  readonly explanation: string;
}

export function code<Parameters = Record<string, never>>(
  definition: CodeDefinition<Parameters>,
): CodeDefinition<Parameters> {
  return definition;
}

/** The parameters of each entry differ; callers see them by the entry's own type. */
export type Catalogue = Readonly<Record<string, CodeDefinition<never>>>;

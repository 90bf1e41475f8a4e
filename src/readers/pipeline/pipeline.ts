import type { QueryRewrite } from '../../ir/index.ts';
import type { DataMap, Span } from '../../source/index.ts';
import type { TemplateContext } from './template-values.ts';

/** A pySigma processing pipeline: https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html. */
export interface Pipeline {
  readonly path: string;
  /** Those of lower numbers are applied first. */
  readonly priority: number;
  /** Backends of pySigma that it is made for; without any all. */
  readonly backends: readonly string[];
  /** Values of placeholders. */
  readonly vars: ReadonlyMap<string, readonly string[]>;
  readonly items: readonly PipelineItem[];
  readonly postprocessing: readonly PostprocessingItem[];
  readonly finalizers: readonly Finalizer[];
}

/** What is made of the queries of all rules, or of the text that a finalizer before has made of them. */
export type Finalizer = (
  queries: readonly string[] | string,
  vars: Readonly<Record<string, unknown>>,
) => string;

/** What is made of a query once it is printed, under the conditions that look at its rule. */
export interface PostprocessingItem extends Omit<PipelineItem, 'items'> {
  /** Throws `UnsupportedTemplate` for a rule that lacks what is asked of it. */
  readonly rewrite: (context: TemplateContext) => readonly QueryRewrite[];
  readonly items: readonly PostprocessingItem[];
}

/** A transformation with the conditions under which it is applied. */
export interface PipelineItem {
  readonly type: string;
  readonly id: string | undefined;
  /** Its parameters. */
  readonly map: DataMap;
  readonly span: Span;
  readonly rule: ConditionTest;
  readonly detectionItem: ConditionTest;
  readonly fieldName: ConditionTest;
  /** Of `nest`. */
  readonly items: readonly PipelineItem[];
}

export interface PipelineCondition {
  readonly type: string;
  readonly map: DataMap;
}

/** Whether conditions hold together, when it is known of each; without conditions they do. */
export type ConditionTest = (holds: (condition: PipelineCondition) => boolean) => boolean;

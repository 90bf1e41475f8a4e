import type { Sequence, Step } from '../../ir/index.ts';
import type { EvaluateOptions } from '../scope.ts';
import { compileCombinations, identityOf } from './keys.ts';
import type { Row } from './row.ts';

/** A step that must not be there, after so many stages that must. */
export interface AbsentStage {
  readonly step: number;
  readonly after: number;
}

/** The stages of a sequence, steps with runs repeated. */
export interface SequencePlan {
  /** The step of each stage that must be there; `with runs=3` is three stages. */
  readonly present: readonly number[];
  readonly absent: readonly AbsentStage[];
  readonly keysOf: readonly ((row: Row) => readonly string[])[];
  /** The keys of what ends a sequence. */
  readonly untilKeys: ((row: Row) => readonly string[]) | undefined;
  /** Milliseconds. */
  readonly within: number | undefined;
}

export function planSequence(sequence: Sequence, options: EvaluateOptions): SequencePlan {
  const present: number[] = [];
  const absent: AbsentStage[] = [];
  for (const [step, { absent: isAbsent, runs }] of sequence.steps.entries()) {
    if (isAbsent) absent.push({ step, after: present.length });
    else for (let run = 0; run < runs; run++) present.push(step);
  }
  return {
    present,
    absent,
    keysOf: sequence.steps.map(step => compileKeys(step, options)),
    untilKeys: sequence.until && compileKeys(sequence.until, options),
    within: sequence.within === undefined ? undefined : sequence.within * 1000,
  };
}

/**
 * One key for each combination of values. A key must have a value unless it is nullable; then absent joins absent.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-by-keyword
 */
export function compileKeys(step: Step, options: EvaluateOptions): (row: Row) => readonly string[] {
  const read = compileCombinations(
    step.by.map(key => key.value),
    step.by.map(key => (key.nullable ? 'group' : 'skip')),
    options,
  );
  return row => read(row.data).map(identityOf);
}

import type { ValueType, Vendor } from '../ir/index.ts';
import type { Assumed, FieldSet, FieldView } from './data-source.ts';

/** A canonical field of a source, with its views made whole. */
export interface MappedField {
  readonly canonical: string;
  readonly type: ValueType | undefined;
  /** Elastic has no value where the log has a dash. */
  readonly blanks?: FieldSet['blanks'];
  /** What Elastic's value and that of the log are the same under. */
  readonly assumes?: Assumed;
  readonly assumedOf?: Vendor;
  /** What else Elastic's sensors hold it as. */
  readonly beside?: readonly FieldView[];
  readonly view: (vendor: Vendor) => FieldView | undefined;
  /** Of the time of an event: the log's own field, which Splunk keeps beside `_time`. */
  readonly logged?: string;
  /** Named by a rule for names that are alike, where no list of the log's fields has it. */
  readonly isUnlisted?: true;
  /** Whether the project says that a vendor has no such field. */
  readonly isLacking?: (vendor: Vendor) => boolean;
}

/** What a name of the field rests on, on the way from a vendor to another. */
export function assumedOf(field: MappedField, from: Vendor, to: Vendor): readonly string[] {
  const { assumes, canonical, assumedOf: whose = 'elastic', view } = field;
  if (assumes === undefined || (from === whose) === (to === whose)) return [];
  return [`${assumes}:${assumes === 'no-list' ? view('splunk') : canonical}`];
}

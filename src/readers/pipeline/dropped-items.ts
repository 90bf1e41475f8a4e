import { type Events, fieldsOf, type Leaf, type Loss, type Predicate, subjects } from '../../ir/index.ts';
import type { DataEntry } from '../../source/index.ts';
import { fieldOf, withField } from './detection-edit.ts';
import { withText } from './parameters.ts';

/** No field's name has it: what is dropped keeps its place until the condition around it is known. */
const mark = '\u0001';

/** Of what is left out as an alternative: together with it nothing is found. */
const never = '\u0002';

/** The item that stands where `drop_detection_item` takes one out. */
export function droppedItem(entry: DataEntry): DataEntry {
  return marked(entry, mark);
}

/** An alternative of an item that is taken out: what it found, only the others may find. */
export function droppedAlternative(entry: DataEntry): DataEntry {
  return marked(entry, mark + never);
}

function marked(entry: DataEntry, by: string): DataEntry {
  const named = withField(entry, `${fieldOf(entry)}${by}`, ['exists']);
  return { ...named, value: { ...withText(entry.key, 'true'), value: true } };
}

/** Events without what was dropped; undefined when nothing is left of them. */
export function withoutDroppedItems(events: Events, losses: Loss[]): Events | undefined {
  const where = withoutMarked(events.where, true, losses);
  return where === undefined ? undefined : where === events.where ? events : { ...events, where };
}

/** A conjunction matches more without a part, a disjunction less, and under a negation the other way round. */
function withoutMarked(predicate: Predicate, positive: boolean, losses: Loss[]): Predicate | undefined {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not': {
      const operand = withoutMarked(predicate.operand, !positive, losses);
      return operand && (operand === predicate.operand ? predicate : { ...predicate, operand });
    }
    case 'and':
    case 'or': {
      const operands = predicate.operands.map(operand => withoutMarked(operand, positive, losses));
      if (predicate.kind === 'and' && predicate.operands.some(isNever)) return undefined;
      const kept = operands.filter(operand => operand !== undefined);
      const [only] = kept;
      if (only === undefined) return undefined;
      if (kept.length < operands.length)
        losses.push({
          verdict: (predicate.kind === 'and') === positive ? 'broader' : 'narrower',
          why: 'The processing pipeline drops a part of the rule.',
        });
      if (kept.length === 1 && operands.length > 1) return only;
      return kept.length === operands.length &&
        kept.every((operand, at) => operand === predicate.operands[at])
        ? predicate
        : { ...predicate, operands: kept };
    }
    default:
      return isMarked(predicate) ? undefined : predicate;
  }
}

function isMarked(leaf: Leaf, by = mark): boolean {
  return subjects(leaf).some(subject => fieldsOf(subject).some(({ name }) => name.includes(by)));
}

function isNever(predicate: Predicate): boolean {
  if (predicate.kind === 'and') return predicate.operands.some(isNever);
  return !['always', 'not', 'or'].includes(predicate.kind) && isMarked(predicate as Leaf, never);
}

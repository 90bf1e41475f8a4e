import {
  type Call,
  type Equals,
  type Expression,
  type Field,
  fixedType,
  type Leaf,
  leaves,
  operands,
  type PlannedRule,
  type Profile,
  subjects,
  type Value,
} from '../../src/ir/index.ts';

/**
 * How Elasticsearch holds a field. `unknown`: no map says; it is then taken for a keyword, given `keyword:FIELD`.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types
 */
export type FieldKind = 'keyword' | 'text' | 'number' | 'boolean' | 'ip' | 'time' | 'unknown';

export function kindOfField(field: Field, profile: Profile): FieldKind {
  if (profile.isText(field.name)) return 'text';
  if (profile.isKeyword?.(field.name) === true) return 'keyword';
  if (field.type === 'ip') return 'ip';
  const fixed = fixedType(field.name);
  if (fixed !== undefined) return fixed;
  if (field.type === undefined || field.type === 'unknown') return 'unknown';
  const isKnown =
    wellKnown.test(field.name) || (field.isTyped === true && /^(?:number|boolean)$/.test(field.type));
  if (!isKnown) return 'unknown';
  return field.type === 'string' ? 'keyword' : field.type;
}

/**
 * Field sets of ECS, and those of Windows logs, whose mappings come with Elastic's own index templates, as do those of numbers and
 * Booleans that a field map has. The type of any other field is a guess by its name, on which nothing is refused.
 * https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */
const wellKnown =
  /^(?:@timestamp$|(?:agent|client|cloud|container|data_stream|destination|device|dll|dns|email|error|event|faas|file|group|host|http|log|network|observer|orchestrator|organization|package|powershell|process|registry|related|rule|server|service|source|sysmon|threat|tls|url|user|user_agent|vulnerability|winlog)\.)/;

/** A word that is looked for in a text field of one word a value: it is the value, in either case. */
export function isWholeWord({ subject, values, casing }: Equals, { isOneWord }: Profile): boolean {
  return (
    subject.kind === 'field' &&
    isOneWord?.(subject.name) === true &&
    casing === 'ignored' &&
    values.every(value => typeof value === 'string' && /^[A-Za-z0-9]+$/.test(value))
  );
}

/** Of a subject that is no field, the kind of its result; `unknown` where its parts are of several kinds. */
export function kindOf(subject: Expression, profile: Profile): FieldKind {
  switch (subject.kind) {
    case 'field':
      return kindOfField(subject, profile);
    case 'literal':
      return kindOfValue(subject.value);
    case 'arithmetic':
    case 'valueCount':
      return 'number';
    case 'coercion':
      return subject.to === 'string' ? 'keyword' : subject.to;
    case 'choice':
      return kindOfEach(operands(subject), profile);
    case 'call':
      return kindOfCall(subject, profile);
    default:
      return 'unknown';
  }
}

function kindOfValue(value: Value | null): FieldKind {
  if (value === null) return 'unknown';
  return typeof value === 'string' ? 'keyword' : typeof value === 'number' ? 'number' : 'boolean';
}

/** null goes with any kind. */
function kindOfEach(values: readonly Expression[], profile: Profile): FieldKind {
  const told = values.filter(value => value.kind !== 'literal' || value.value !== null);
  const kinds = new Set(told.map(value => kindOf(value, profile)));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'unknown';
}

/** https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators */
function kindOfCall({ function: name, arguments: values }: Call, profile: Profile): FieldKind {
  if (ofNumbers.test(name)) return 'number';
  if (ofTimes.test(name)) return 'time';
  if (/^(?:geo(?:Intersects|Disjoint|Contains|Within|IsEmpty)|mvInRange)$/.test(name)) return 'boolean';
  if (ofOperands.test(name)) return kindOfEach(values, profile);
  if (ofFirst.test(name)) return kindOfEach(values.slice(0, 1), profile);
  return 'keyword';
}

const ofNumbers =
  /^(?:length|byteLength|indexOf|minute|hour|day|week|month|year|datePart|dateDifference|abs|a?(?:cos|sin|tan)h?|atan2|cbrt|ceil|exp|floor|hypot|log|log10|pow|round|sign|sqrt|truncate|(?:geo|flat)(?:Distance|X|Y|Left|Right|Top|Bottom|PointCount|Dimension)|mv(?:Average|PseriesWeightedSum|Median|MedianAbsoluteDeviation|Percentile|Sum)|vector[A-Z]\w+)$/;
const ofTimes = /^(?:now|dateAdd|dateParse|dateTruncate)$/;
const ofOperands = /^(?:greatest|least|mvAppend|mvUnion|mvIntersection)$/;
const ofFirst = /^mv(?:Dedupe|Difference|First|Last|Max|Min|Slice|Sort)$/;

/** A field that no map has, by a name that speaks of a time. */
export function mayBeTime(side: Expression): boolean {
  if (side.kind !== 'field' || side.canonical !== undefined) return false;
  return /(?:^|[._])(?:timestamp|created|ingested|modified|accessed|[cm]time|start|end)$|_time$/.test(
    side.name,
  );
}

/** Kinds that have no text of their own in the index. */
export function isTyped(kind: FieldKind): boolean {
  return kind === 'number' || kind === 'boolean' || kind === 'ip' || kind === 'time';
}

/** A text that bare would be a number or a Boolean, beside fields of which no kind is known: in quotes it stays the text. */
export function isTextOfAny(value: Value, subject: Expression): value is string {
  return (
    subject.kind === 'fieldPattern' &&
    typeof value === 'string' &&
    (/^(?:true|false)$/.test(value) || (value !== '' && String(Number(value)) === value))
  );
}

/** Beats and agents index what Windows logs as keywords, and event codes too; names, paths and actions are keywords of ECS. */
const keywordNames =
  /^(?:winlog\.|event\.(?:action|category|code|dataset|kind|module|outcome|provider|type)$|.*\.(?:id|code|name|domain|path|executable|command_line|args|extension)$)/;

/**
 * Whether a number or boolean beside this field is written as a string: beside a keyword, unless an Elastic rule has it
 * bare, whose author knows the mapping.
 */
export function takesStrings(subject: Expression, planned: PlannedRule): boolean {
  const { profile, rule } = planned;
  const kind = kindOf(subject, profile);
  if (kind === 'number' || kind === 'boolean') return false;
  if (
    subject.kind === 'field' &&
    (keywordNames.test(subject.name) || comparedAsText(planned).has(subject.name))
  )
    return true;
  return kind !== 'unknown' && rule.metadata.vendor !== 'elastic';
}

const fieldsOfTexts = new WeakMap<PlannedRule, ReadonlySet<string>>();

/** Fields that the rule compares with texts somewhere: no field is a keyword there and a number here. */
function comparedAsText(planned: PlannedRule): ReadonlySet<string> {
  const known = fieldsOfTexts.get(planned);
  if (known !== undefined) return known;
  const names = leaves(planned.where).flatMap(({ leaf }) =>
    isOfTexts(leaf, planned.profile)
      ? subjects(leaf).flatMap(each => (each.kind === 'field' ? [each.name] : []))
      : [],
  );
  const found = new Set(names);
  const beside = besideEachOther(planned);
  // What stands beside a text is one, and what stands beside that.
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [one, other] of beside) {
      if (found.has(one)) found.add(other);
      if (found.has(other)) found.add(one);
    }
  }
  fieldsOfTexts.set(planned, found);
  return found;
}

/** Fields of no known kind that are equal to each other: they are indexed as the same. */
function besideEachOther({ where, profile }: PlannedRule): readonly (readonly [string, string])[] {
  const isOpen = (side: Expression): side is Field =>
    side.kind === 'field' && kindOfField(side, profile) === 'unknown';
  return leaves(where).flatMap(({ leaf }) =>
    leaf.kind === 'compares' && isOpen(leaf.left) && isOpen(leaf.right)
      ? [[leaf.left.name, leaf.right.name] as const]
      : [],
  );
}

/** Whether the rule compares a field with texts elsewhere, and it is no number in the index. */
export function isAlsoText(side: Expression, planned: PlannedRule): boolean {
  return side.kind === 'field' && comparedAsText(planned).has(side.name);
}

/** Beside a field that is a keyword a field is one too, and what is made an address is a text or an address. */
function isOfTexts(leaf: Leaf, profile: Profile): boolean {
  if (leaf.kind === 'compares')
    return (
      /^(?:startsWith|endsWith|contains)$/.test(leaf.operator) ||
      (leaf.right.kind === 'field' && subjects(leaf).some(each => kindOf(each, profile) === 'keyword'))
    );
  return (
    leaf.kind === 'like' ||
    leaf.kind === 'matches' ||
    leaf.kind === 'inNetwork' ||
    (leaf.kind === 'equals' && leaf.values.some(each => !mayBeTyped(each)))
  );
}

/** A value that KQL takes for a number, a Boolean, an address or a time beside a field of that type. */
function mayBeTyped(value: Value): boolean {
  return typeof value !== 'string' || /^(?:true|false|[-+.:\d][-+.:\dTZa-f/]*)$/i.test(value);
}

/** Values of several types are those of a keyword, since no field takes a bare number and a string. */
export function takesStringValues({ subject, values }: Equals, rule: PlannedRule): boolean {
  const isMixed = new Set(values.map(value => typeof value)).size > 1;
  return takesStrings(subject, rule) || (isMixed && kindOf(subject, rule.profile) === 'unknown');
}

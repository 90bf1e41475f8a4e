import { always, type Equals, fieldsIn, fold, type Predicate, plainText } from '../ir/index.ts';

/** A conjunct that may select a source: a field, the values asked of it, and whether it asks for any of them or for none. */
export interface Fact {
  readonly field: string;
  readonly values: readonly string[];
  readonly positive: boolean;
  readonly conjunct: Predicate;
}

/** Fields that select a source rather than a threat; those marked tell sources apart, so other values mean another source. */
export const scoping: Readonly<Record<string, 'identity' | 'detail'>> = {
  'event.dataset': 'identity',
  'data_stream.dataset': 'identity',
  'event.category': 'identity',
  'event.type': 'identity',
  'host.os.type': 'identity',
  'host.os.family': 'identity',
  'winlog.channel': 'identity',
  'event.module': 'detail',
  'event.provider': 'detail',
  'event.action': 'identity',
  'event.code': 'identity',
  'event.kind': 'detail',
  'network.protocol': 'detail',
};

/** Fields that events of one kind alone have, and what asks for that kind: whoever asks for one of them asks for it. */
const ofOneKind: readonly (readonly [fields: RegExp, field: string, value: string])[] = [
  // https://www.elastic.co/docs/reference/ecs/ecs-dns
  [/^dns\.question\./, 'network.protocol', 'dns'],
  // https://www.elastic.co/docs/reference/integrations/auditd_manager
  [/^auditd\./, 'event.module', 'auditd'],
  // https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog
  [/^winlog\.logon\./, 'winlog.channel', 'Security'],
  // https://www.elastic.co/docs/reference/integrations/windows
  [
    /^(?:powershell\.(?:file\.script_block_|sequence$|total$)|winlog\.event_data\.ScriptBlock)/,
    'event.code',
    '4104',
  ],
];

/**
 * Actions that events of one kind alone have, and what else those have
 * (https://github.com/elastic/endpoint-package/tree/main/custom_documentation/doc/endpoint/network).
 */
const ofOneAction: readonly (readonly [actions: RegExp, field: string, value: string])[] = [
  [/^(?:lookup_(?:requested|result)|DNSEvent \(DNS query\)|DnsRequest)$/, 'network.protocol', 'dns'],
  [/^connection_(?:attempted|accepted)$/, 'event.type', 'start'],
];

/** What is asked for by fields that no other kind of event has: no part of a conjunct is that fact's. */
export function impliedOf(parts: readonly Predicate[], asked: readonly Fact[]): readonly Fact[] {
  const isAsked = (field: string): boolean => asked.some(fact => fact.field === field);
  const fact = (field: string, value: string): Fact => ({
    field,
    values: [value],
    positive: true,
    conjunct: always(true),
  });
  const actions = asked.filter(({ field, positive }) => positive && field === 'event.action');
  return [
    ...ofOneKind.flatMap(([fields, field, value]) =>
      isAsked(field) || !parts.some(part => needs(part, fields)) ? [] : [fact(field, value)],
    ),
    ...ofOneAction.flatMap(([pattern, field, value]) =>
      isAsked(field) || !actions.some(({ values }) => values.every(each => pattern.test(each)))
        ? []
        : [fact(field, value)],
    ),
  ];
}

/** The kinds of event that a field is of, by what asks for them. */
export function kindsOfField(name: string): readonly { readonly field: string; readonly value: string }[] {
  return ofOneKind.flatMap(([fields, field, value]) => (fields.test(name) ? [{ field, value }] : []));
}

/** Whether an event without a value in any of the fields fails the predicate. */
function needs(predicate: Predicate, fields: RegExp): boolean {
  switch (predicate.kind) {
    case 'always':
    case 'not':
      return false;
    case 'and':
      return predicate.operands.some(operand => needs(operand, fields));
    case 'or':
      return predicate.operands.every(operand => needs(operand, fields));
    default: {
      const names = fieldsIn(predicate).map(({ name }) => name);
      return names.length > 0 && names.every(name => fields.test(name));
    }
  }
}

export function conjuncts(where: Predicate): readonly Predicate[] {
  const found: Predicate[] = [];
  const pending: Predicate[] = [where];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    if (next.kind === 'and') pending.push(...[...next.operands].reverse());
    else found.push(next);
  return found;
}

/** What conjuncts ask of the fields that select a source. */
export function factsIn(parts: readonly Predicate[]): readonly Fact[] {
  return parts.flatMap(conjunct => factOf(conjunct) ?? []);
}

function factOf(conjunct: Predicate): Fact | undefined {
  if (conjunct.kind === 'not') {
    const inner = factOf(conjunct.operand);
    return inner && { ...inner, positive: !inner.positive, conjunct };
  }
  if (conjunct.kind === 'or') return alternatives(conjunct);
  if ((conjunct.kind !== 'equals' && conjunct.kind !== 'like') || conjunct.subject.kind !== 'field')
    return undefined;
  const field = conjunct.subject.name;
  if (!Object.hasOwn(scoping, field)) return undefined;
  const texts = conjunct.kind === 'equals' ? conjunct.values.map(String) : conjunct.patterns.map(plainText);
  return texts.every(value => value !== undefined)
    ? { field, values: texts, positive: true, conjunct }
    : undefined;
}

/** `a: x or a: y`, and a data set asked for by either of its names. */
function alternatives(conjunct: Predicate): Fact | undefined {
  const folded = fold(conjunct);
  if (folded.kind !== 'or') {
    const fact = folded.kind === 'always' || folded.kind === 'not' ? undefined : factOf(folded as Equals);
    return fact && { ...fact, conjunct };
  }
  if (folded.operands.length > 8) return undefined;
  const facts = folded.operands.map(operand => (operand.kind === 'equals' ? factOf(operand) : undefined));
  const named = facts.every(fact => fact?.field === 'event.dataset' || fact?.field === 'data_stream.dataset');
  if (!named) return undefined;
  return {
    field: 'data_stream.dataset',
    values: [...new Set(facts.flatMap(fact => fact?.values ?? []))],
    positive: true,
    conjunct,
  };
}

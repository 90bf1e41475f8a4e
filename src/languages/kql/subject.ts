import { type Expression, field, isFixedKeyword, type Pattern, plainText } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';

/** A field, or all whose names fit where the name has wildcards. */
export function subjectOf(name: Pattern, origin: readonly Span[]): Expression {
  const plain = plainText(name);
  return plain === undefined
    ? { kind: 'fieldPattern', pattern: name, vendor: 'elastic', origin }
    : field(plain, 'elastic', origin);
}

/**
 * What the name of a field says of its type: the language has no types, and the mapping is not at hand. In ECS the
 * fields of type ip are those whose last word is `ip`: https://www.elastic.co/docs/reference/ecs
 */
export function typeOf(subject: Expression): 'ip' | 'time' | 'keyword' | 'unknown' {
  const name = nameOf(subject);
  if (numberLikeKeywords.test(name) || isFixedKeyword(name)) return 'keyword';
  if (/(?:^|[._])ip$/.test(name)) return 'ip';
  const isSpan = /^(?:event|process)\./.test(name) && /\.(?:start|end)$/.test(name);
  return isSpan || timeNames.test(name) ? 'time' : 'unknown';
}

/** Keywords of ECS whose values look like numbers: Elasticsearch orders them as texts. */
const numberLikeKeywords =
  /^event\.(?:code|id)$|(?:^|\.)(?:entity_id|version)$|^(?:client|server|source|destination|host|user)?\.?user\.id$/;

const timeNames =
  /(?:^@timestamp|(?:^|[._])(?:timestamp|created|ingested|accessed|ctime|mtime|first_seen|last_seen|modified_at|not_before|not_after))$/;

function nameOf(subject: Expression): string {
  if (subject.kind === 'field') return subject.name;
  const last = subject.kind === 'fieldPattern' ? subject.pattern.at(-1) : undefined;
  return last?.kind === 'text' ? last.text : '';
}

import { type Expression, field, type Pattern, plainText } from '../../ir/index.ts';
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
  if ([numberLikeKeywords, texts, eventData].some(each => each.test(name))) return 'keyword';
  if (/(?:^|[._])ip$/.test(name)) return 'ip';
  const isSpan = /^(?:event|process)\./.test(name) && /\.(?:start|end)$/.test(name);
  return isSpan || timeNames.test(name) ? 'time' : 'unknown';
}

/** Keywords of ECS whose values look like numbers: Elasticsearch orders them as texts. */
const numberLikeKeywords =
  /^event\.(?:code|id)$|(?:^|\.)(?:entity_id|version)$|^(?:client|server|source|destination|host|user)?\.?user\.id$/;

/** Names, paths and words of ECS, which are keywords in each of its sets. */
const texts =
  /^(?:event\.(?:action|category|dataset|kind|module|outcome|provider|type)$|(?:agent|client|cloud|container|destination|dll|dns|email|file|group|host|http|network|observer|orchestrator|process|registry|related|rule|server|service|source|tls|url|user|user_agent|winlog)\..*\b(?:args|command_line|domain|executable|extension|full_name|name|original_file_name|path|title|working_directory)$)/;

/**
 * What Windows logs say of their own is keywords, whatever its name looks like.
 * https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog
 */
const eventData = /^winlog\.(?:event|user)_data\./;

const timeNames =
  /(?:^@timestamp|(?:^|[._])(?:timestamp|created|ingested|accessed|ctime|mtime|first_seen|last_seen|modified_at|not_before|not_after))$/;

function nameOf(subject: Expression): string {
  if (subject.kind === 'field') return subject.name;
  const last = subject.kind === 'fieldPattern' ? subject.pattern.at(-1) : undefined;
  return last?.kind === 'text' ? last.text : '';
}

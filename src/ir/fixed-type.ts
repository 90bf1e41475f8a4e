const addresses = /^(?:client|destination|host|observer|server|source)\.(?:nat\.)?ip$/;
const times = /^(?:@timestamp|event\.(?:created|end|ingested|start))$/;

/**
 * The type of a field of ECS that is mapped the same in every index, whatever collects its events.
 * https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */
export function fixedType(name: string): 'ip' | 'time' | undefined {
  if (addresses.test(name)) return 'ip';
  return times.test(name) ? 'time' : undefined;
}

const numbers =
  /^(?:process\.(?:(?:parent|group_leader|session_leader|entry_leader)\.)*(?:pid|pgid|args_count|exit_code|thread\.id)|(?:client|destination|server|source)\.(?:(?:nat\.)?port|bytes|packets|as\.number)|network\.(?:bytes|packets)|event\.(?:duration|risk_score|sequence|severity)|file\.size|url\.port|http\.(?:request|response)\.(?:body\.)?bytes|http\.response\.status_code)$/;
const booleans = /^(?:dll|file|process|process\.parent)\.code_signature\.(?:exists|trusted|valid)$/;

/**
 * The type of a field of ECS that has no text in the index for wildcards or a regular expression to fit: only keyword, text and wildcard
 * fields have. https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-wildcard-query
 */
export function typeWithoutText(name: string): 'address' | 'time' | 'number' | 'Boolean' | undefined {
  if (numbers.test(name)) return 'number';
  if (booleans.test(name)) return 'Boolean';
  const type = fixedType(name);
  return type === 'ip' ? 'address' : type;
}

/** Names, paths and words of ECS, which are keywords in each of its sets. */
const texts =
  /^(?:event\.(?:action|category|dataset|kind|module|outcome|provider|type)$|(?:agent|client|cloud|container|destination|dll|dns|email|file|group|host|http|network|observer|orchestrator|process|registry|related|rule|server|service|source|tls|url|user|user_agent|winlog)\..*\b(?:args|command_line|domain|executable|extension|full_name|name|original_file_name|path|title|working_directory)$)/;

/**
 * What Windows logs say of their own is keywords, whatever its name looks like.
 * https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog
 */
const eventData = /^winlog\.(?:event|user)_data\./;

/** Whether a field is a keyword in every index, by its name. */
export function isFixedKeyword(name: string): boolean {
  return texts.test(name) || eventData.test(name);
}

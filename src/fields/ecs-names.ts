/** ECS's names that logs have no fields of their own under, which a rule of Elastic's keeps where no map has them. */
export function isKeptName(name: string): boolean {
  return /^(?:data_stream\.dataset|event\.(?:action|category|code|dataset|kind|module|outcome|provider)|(?:source|destination)\.(?:address|domain|ip|port)|host\.(?:name|os\..+)|rule\.name)$/.test(
    name,
  );
}

/**
 * Data of Windows events have no dots in their names; ECS's fields, which rules keep where no map has them, begin with the names of
 * its sets (https://www.elastic.co/docs/reference/ecs/ecs-field-reference).
 */
export function isEcsName(name: string): boolean {
  return /^(?:agent|client|cloud|container|data_stream|destination|dll|dns|event|file|group|host|http|kibana|log|network|observer|process|registry|related|rule|server|service|source|threat|tls|url|user|user_agent|winlog|x509)\.[A-Za-z]/.test(
    name,
  );
}

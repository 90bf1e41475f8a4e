/**
 * The keys on the way to a field of a nested event. A dot parts them, but not within the key of a map whose keys are names of a domain or
 * addresses (`annotations.authorization.k8s.io/decision`, of which the key is `authorization.k8s.io/decision`):
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
 */
export function keysOf(name: string): readonly string[] {
  const found = /^((?:.*\.)?(?:annotations|labels|claims))\.([^/]+\/.*)$/.exec(name);
  const [, path = '', key = ''] = found ?? [];
  return found === null ? name.split('.') : [...path.split('.'), key];
}

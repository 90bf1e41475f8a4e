/** Names of rules that pySigma takes in conditions: https://sigmahq-pysigma.readthedocs.io/. */
export function ruleName(text: string): string {
  const plain = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
  return /^[a-z]/.test(plain) && !words.has(plain) ? plain : `rule_${plain}`.replace(/_$/, '');
}

/** The words of a condition. */
const words = new Set(['and', 'or', 'not', 'of', 'them', 'all', 'any']);

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** `failed_login` as the title that an author gives a rule: Failed Login. The start of an id at its end is no part of it. */
export function titleOf(name: string): string {
  const words = name
    .replace(/_[\da-f]{8}$/, '')
    .split(/[_\W]+/)
    .filter(word => word !== '');
  return words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || name;
}

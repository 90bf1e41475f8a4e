import { Ajv2020 } from 'ajv/dist/2020.js';

const text = { type: 'string', minLength: 1 };
const object = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const list = (items: object): object => ({ type: 'array', items });
const message = object({ text, markdown: text }, ['text']);
const level = { enum: ['none', 'note', 'warning', 'error'] };
const counted = { type: 'integer', minimum: 1 };
const region = object({ startLine: counted, startColumn: counted, endLine: counted, endColumn: counted }, [
  'startLine',
]);
const artifactLocation = object({ uri: { ...text, pattern: "^[A-Za-z0-9._~!$&'()*+,;=:@/%-]+$" } }, ['uri']);
const physicalLocation = object({ artifactLocation, region }, ['artifactLocation']);
const rule = object(
  {
    ...{ id: text, shortDescription: message, fullDescription: message, help: message },
    defaultConfiguration: object({ level }, ['level']),
  },
  ['id'],
);
const result = object(
  {
    ...{ ruleId: text, ruleIndex: { type: 'integer', minimum: -1 }, level, message },
    locations: list(object({ physicalLocation }, [])),
    partialFingerprints: { type: 'object', additionalProperties: text },
  },
  ['message'],
);
const driver = object({ name: text, version: text, semanticVersion: text, rules: list(rule) }, ['name']);
const run = object(
  {
    tool: object({ driver }, ['driver']),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    results: list(result),
  },
  ['tool'],
);
const log = object({ $schema: text, version: { const: '2.1.0' }, runs: list(run) }, ['version', 'runs']);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(log);

/** What of a log is not as SARIF has it, of the keys that are used: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317478 */
export function sarifViolations(data: unknown): readonly string[] {
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, message: said }) => `${instancePath} ${said}`);
}

interface Element {
  readonly within: readonly string[];
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const counts = ['tests', 'failures', 'errors'];
/** https://github.com/jenkinsci/xunit-plugin (junit-10.xsd), the elements that are used. */
const elements: Readonly<Record<string, Element>> = {
  testsuites: { within: [''], required: [], optional: ['name', ...counts] },
  testsuite: { within: ['testsuites', ''], required: ['name'], optional: [...counts, 'skipped', 'time'] },
  testcase: { within: ['testsuite'], required: ['name'], optional: ['classname', 'time', 'file'] },
  failure: { within: ['testcase'], required: [], optional: ['message', 'type'] },
  error: { within: ['testcase'], required: [], optional: ['message', 'type'] },
  'system-out': { within: ['testcase', 'testsuite'], required: [], optional: [] },
};

/** What of a report is not as CI systems take it. */
export function junitViolations(xml: string): readonly string[] {
  const found: string[] = [];
  const open: string[] = [];
  for (const [, end = '', name = '', attributes = '', empty] of xml.matchAll(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
  )) {
    if (end !== '') {
      if (open.pop() !== name) found.push(`${name} ends where it is not open`);
      continue;
    }
    const element = elements[name];
    const keys = [...attributes.matchAll(/ ([a-z]+)="[^"]*"/g)].map(match => match[1] ?? '');
    const parent = open.at(-1) ?? '';
    if (!element?.within.includes(parent)) found.push(`${name} within ${parent}`);
    for (const key of element?.required ?? []) if (!keys.includes(key)) found.push(`${name} without ${key}`);
    for (const key of keys)
      if (![...(element?.required ?? []), ...(element?.optional ?? [])].includes(key))
        found.push(`${name} with ${key}`);
    if (empty === '') open.push(name);
  }
  const rest = xml.replace(/^<\?xml[^>]*\?>/, '').replaceAll(/<\/?[a-z-]+(?: [a-z]+="[^"<]*")*\/?>/g, '');
  if (/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(rest)) found.push('text that is markup');
  return [...found, ...open.map(name => `${name} does not end`)];
}

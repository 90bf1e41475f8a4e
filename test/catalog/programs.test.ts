import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simplified } from '../../src/describe/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { and, equals, exists, field, not, or, type Predicate } from '../../src/ir/index.ts';
import { type FilesBeside, macrosOf } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { analysedOne, exclusionLine, rowLine } from './catalog-of.ts';

const helpers: Readonly<Record<string, string>> = {
  'vault_helpers.py': `KEEPER_NAMES = {"vaultService", "masterclient"}
KEEPER_SPACES = ["vault-system", "vault-public"]


def is_failed(event):
    code = event.deep_get("responseStatus", "code")
    if code is None:
        return False
    if code >= 400:
        return True
    return 1 <= code <= 16


def is_keeper(username):
    if not username:
        return False
    if username in KEEPER_NAMES:
        return True
    return username.startswith("system:") and "serviceaccount" not in username


def is_keeper_space(namespace):
    return namespace in KEEPER_SPACES
`,
};

const beside: FilesBeside = {
  file: (_, name) => (name === 'vault.py' ? new SourceFile('vault.py', module) : undefined),
  folder: () => ({
    path: 'global_helpers',
    names: () => Object.keys(helpers),
    file: name => new SourceFile(`global_helpers/${name}`, helpers[name] ?? ''),
  }),
};

const module = `from vault_helpers import is_failed, is_keeper, is_keeper_space


def rule(event):
    if event.get("verb") not in ["get", "list"]:
        return False
    if event.deep_get("objectRef", "resource") != "vaultkeys":
        return False
    if is_failed(event):
        return False
    username = event.deep_get("user", "username")
    if is_keeper(username):
        return False
    if is_keeper_space(event.deep_get("objectRef", "namespace")):
        return False
    return True
`;

const panther = `AnalysisType: rule
Filename: vault.py
RuleID: Vault.Keys
DisplayName: Vault keys are read
Enabled: true
LogTypes: [Amazon.EKS.Audit]
Severity: High
Reports: { MITRE ATT&CK: ["TA0006:T1552.007"] }
`;

test('what helpers of a program leave out comes out of them, condition by condition', async () => {
  const { entry, detail } = await analysedOne('vault.yml', panther, { beside });
  expect(entry.indicators.map(rowLine)).toEqual(['objectRef.resource eq: vaultkeys', 'verb in: get, list']);
  expect(entry.exclusions.map(exclusionLine)).toEqual([
    'objectRef.namespace in: vault-public, vault-system',
    'responseStatus.code ge: 400',
    'user.username in: masterclient, vaultService',
    'responseStatus.code ge: 1 + responseStatus.code le: 16',
    'user.username starts_with: system: + not user.username contains: serviceaccount',
  ]);
  expect(
    entry.exclusions.flatMap(({ conditions }) => conditions.map(({ canonical }) => canonical)),
  ).toContain('kubernetes.audit.user.username');
  expect(detail.body.map(({ name }) => name)).toEqual(['vault.yml', 'vault.py', 'vault_helpers.py']);
});

test('the macro of a search is opened, and what it leaves out with it', async () => {
  const search = `name: Vault keys are read from abroad
id: 5f0c8f6e-53a2-4b8a-8a0d-222222222222
version: 1
status: production
type: Hunting
data_source: [Kubernetes Audit]
search: '\`vault_audit\` "objectRef.resource"=vaultkeys verb=get
  | iplocation sourceIPs{}
  | search NOT \`vault_places\`
  | stats count by user.username Country'
`;
  const definitions =
    '[vault_audit]\ndefinition = sourcetype="kube:audit"\n\n[vault_places]\ndefinition = Country="Iceland"\n';
  const macros = await macrosOf([new SourceFile('macros.conf', definitions)]);
  const { entry, detail } = await analysedOne('detections/vault.yml', search, { macros });
  expect(entry.exclusions.map(exclusionLine)).toEqual(['Country eq: Iceland']);
  expect(entry.indicators.map(rowLine)).toEqual(
    expect.arrayContaining(['objectRef.resource eq: vaultkeys', 'verb eq: get']),
  );
  expect(detail.stages.map(({ kind }) => kind)).toEqual(['search', 'iplocation', 'search', 'stats']);
});

const name = fc.constantFrom('a', 'b', 'c');
const leaf = fc.oneof(
  name.map(each => exists(field(each, 'panther'))),
  fc
    .tuple(name, fc.constantFrom('x', 'y'))
    .map(([each, value]) =>
      equals(field(each, 'panther'), [value], { casing: 'exact', quantifier: 'any', origin: [] }),
    ),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>(tie => ({
  predicate: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie('predicate').map(each => not(each)),
    fc.array(tie('predicate'), { minLength: 2, maxLength: 4 }).map(each => and(each)),
    fc.array(tie('predicate'), { minLength: 2, maxLength: 4 }).map(each => or(each)),
  ),
}));
const event = fc.record(
  { a: fc.constantFrom('x', 'y', 'z'), b: fc.constantFrom('x', 'y', 'z'), c: fc.constantFrom('x', 'y', 'z') },
  { requiredKeys: [] },
);

test('a predicate said shorter matches the same events', () => {
  fc.assert(
    fc.property(predicate, event, (whole, data) => {
      expect(compilePredicate(simplified(whole))(data)).toBe(compilePredicate(whole)(data));
    }),
    { numRuns: 1500 },
  );
});

import { appOf } from '../plan.ts';
import { distinctName } from './distinct-name.ts';
import type { LayoutRequest, LayPack, PackPart } from './pack-layout.ts';
import { settledNames } from './settled-names.ts';
import { type LookupTable, lookupTables } from './splunk-lookups.ts';
import { splunkMacro } from './splunk-macro.ts';

/** An app's folder (https://dev.splunk.com/enterprise/docs/developapps/createapps/appanatomy/). */
export const laySplunkApp: LayPack = request => {
  const { planned, macros } = request;
  const app = appOf(planned);
  const { tables, diagnostics } = lookupTables(request);
  const parts = savedSearches(request, app.enabled);
  const own = Object.entries(macros).sort(([one], [other]) => (one < other ? -1 : 1));
  const files = new Map([
    ['default/app.conf', appConf(app)],
    ['metadata/default.meta', defaultMeta],
    ['README.md', `# ${oneLine(app.label)}\n\n${oneLine(app.description)}\n`],
    ...(own.length === 0 ? [] : [['default/macros.conf', own.map(macroStanza).join('\n')] as const]),
    ...(tables.length === 0
      ? []
      : [['default/transforms.conf', tables.map(lookupStanza).join('\n')] as const]),
    ...tables.map(({ name, csv }) => [`lookups/${name}.csv`, csv] as const),
  ]);
  const head = '# Made by `ruleglot build`: changes of your own go to local/savedsearches.conf.\n\n';
  return { parts, files, heads: new Map([[savedSearchesFile, head]]), diagnostics };
};

const savedSearchesFile = 'default/savedsearches.conf';

/** Two searches of an app may not have one name: where titles are the same, they have the names of their files, too. */
function savedSearches({ items, held }: LayoutRequest, enabled: boolean): readonly PackPart[] {
  const found = items.flatMap(({ key, documents }) =>
    documents.map(({ path, text }) => ({ key, path, text, stanza: stanzaOf(text) })),
  );
  const names = settledNames(
    found.map(({ key, path, stanza }) => ({
      key,
      own: stanza,
      distinct: distinctStanza(stanza, path.replace(/\.conf$/, '')),
    })),
    key => new Set((held?.(key) ?? []).map(output => output.slice(output.indexOf('#') + 1))),
    name => name,
  );
  return found
    .map(({ key, text, stanza }, at) => {
      const name = names[at] ?? stanza;
      const named = text.replace(/^\[.*\]$/m, () => `[${name}]`);
      const set = enabled ? named : named.replace(/^disabled = 0$/m, 'disabled = 1');
      return { key, file: savedSearchesFile, name, text: `${set.trimEnd()}\n\n` };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** https://github.com/splunk/contentctl (ES_MAX_STANZA_LENGTH): Enterprise Security edits no search of a longer name. */
const longestStanza = 99;

function distinctStanza(stanza: string, base: string): string {
  const ending = ' - Rule';
  const plain = stanza.endsWith(ending) ? stanza.slice(0, -ending.length) : stanza;
  return `${distinctName(plain, `(${base})`, longestStanza - ending.length)}${ending}`;
}

function stanzaOf(text: string): string {
  return /^\[(.*)\]$/m.exec(text)?.[1] ?? '';
}

/** https://docs.splunk.com/Documentation/Splunk/latest/Admin/Appconf */
function appConf(app: ReturnType<typeof appOf>): string {
  return [
    '[install]',
    'is_configured = 0',
    '',
    '[ui]',
    'is_visible = 0',
    `label = ${oneLine(app.label)}`,
    '',
    '[launcher]',
    `author = ${oneLine(app.author)}`,
    `description = ${oneLine(app.description)}`,
    `version = ${app.version}`,
    '',
    '[package]',
    `id = ${app.id}`,
    'check_for_updates = 0',
    '',
    '[id]',
    `name = ${app.id}`,
    `version = ${app.version}`,
    '',
  ].join('\n');
}

/** Enterprise Security runs correlation searches of other apps when these are exported to it. */
const defaultMeta = `[]
access = read : [ * ], write : [ admin, sc_admin ]
export = system
`;

/** https://docs.splunk.com/Documentation/Splunk/latest/Admin/Macrosconf */
function macroStanza([written, definition]: readonly [string, string]): string {
  const { parameters } = splunkMacro(written, definition);
  const args = parameters.length === 0 ? '' : `args = ${parameters.join(', ')}\n`;
  const name = oneLine(written).replaceAll(/[[\]]/g, '');
  return `[${name}]\n${args}definition = ${oneLine(definition)}\niseval = 0\n`;
}

/** https://help.splunk.com/en/data-management/splunk-enterprise-admin-manual/10.0/10.0.0-configuration-file-reference/transforms.conf */
function lookupStanza({ name }: LookupTable): string {
  return `[${name}]\nfilename = ${name}.csv\ncase_sensitive_match = true\n`;
}

/** A setting is one physical line, which a backslash at its end would continue. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .replace(/\\$/, '\\ .');
}

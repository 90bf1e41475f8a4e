import { targets } from '../../backends/index.ts';
import { commands } from '../../src/cli/commands.ts';
import { commandHelp } from '../../src/cli/help.ts';
import { assumptions } from '../../src/compile/assumptions.ts';
import { capabilitiesOf, formsOf } from '../../src/compile/index.ts';
import { type CodeDefinition, catalogue } from '../../src/diagnostics/index.ts';
import { dataSources, fieldsOf } from '../../src/fields/index.ts';
import { type Capability, type Feature, features } from '../../src/ir/index.ts';
import { configPage } from './config-page.ts';
import { esqlPage } from './esql-page.ts';
import { fieldsPage } from './fields-page.ts';
import { pipelinesPage } from './pipelines-page.ts';

const backends = await Promise.all(targets.map(entry => entry.load()));
const columns = backends.flatMap(backend =>
  formsOf(backend).map(form => ({
    name: `${backend.target}:${form}`,
    capabilities: capabilitiesOf(backend, form),
  })),
);

/** Every page that is made from the code, by its path. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/diagnostics.md', `${diagnosticsPage()}\n`],
    ['docs/commands.md', `${commandsPage()}\n`],
    ['docs/support.md', `${supportPage()}\n`],
    ['docs/sources.md', `${sourcesPage()}\n`],
    ['docs/configuration.md', `${configPage(generatedNote)}\n`],
    ['docs/pipelines.md', pipelinesPage(generatedNote)],
    ['docs/fields.md', `${fieldsPage(generatedNote)}\n`],
    ['docs/assumptions.md', `${assumptionsPage()}\n`],
    ['docs/esql.md', `${esqlPage(generatedNote)}\n`],
  ]);
}

/** The README with the support matrix as the capability tables have it, between its two marks. */
export function withMatrix(readme: string): string {
  return readme.replace(
    /(<!-- support -->\n).*?(<!-- \/support -->)/s,
    (_, open: string, close: string) => `${open}${matrix(featureGroups())}\n${close}`,
  );
}

function commandsPage(): string {
  const pages = commands.map(
    ({ spec }) => `## ${spec.name}\n\n\`\`\`text\n${commandHelp(spec).trimEnd()}\n\`\`\``,
  );
  return `# Commands\n\n${generatedNote}\n\n${pages.join('\n\n')}`;
}

const generatedNote = 'Made from the code by `npm run docs`.';

function diagnosticsPage(): string {
  const entries: Readonly<Record<string, CodeDefinition<never>>> = catalogue;
  const sections = Object.keys(entries)
    .sort()
    .map(code => `## ${code}\n\n*${entries[code]?.severity}*\n\n${entries[code]?.explanation}`);
  return `# Diagnostics\n\n${generatedNote}\n\n${sections.join('\n\n')}`;
}

function assumptionsPage(): string {
  const rows = Object.entries(assumptions)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([kind, says]) => `| \`${kind}\` | ${says} |`);
  const head =
    'What a verdict may rest on: each is named in the `given` of the translation, and `--fail-on given:KIND` refuses it.';
  return `# Assumptions\n\n${generatedNote}\n\n${head}\n\n| given | what it says |\n|---|---|\n${rows.join('\n')}`;
}

const words: Readonly<Record<Capability['kind'], string>> = {
  exact: 'yes',
  rewritten: 'rewritten',
  approximate: '',
  refused: 'refused',
};

function word(capability: Capability): string {
  return capability.kind === 'approximate' ? capability.verdict : words[capability.kind];
}

function supportPage(): string {
  const notes = columns.map(({ name, capabilities }) => {
    const lines = features.flatMap(feature => {
      const capability: Capability = capabilities[feature];
      const says =
        capability.kind === 'rewritten'
          ? `rewritten as ${capability.by}`
          : 'why' in capability
            ? capability.why
            : undefined;
      return says === undefined ? [] : [`- \`${feature}\`: ${word(capability)}: ${says}`];
    });
    return `## ${name}\n\n${lines.length === 0 ? 'Holds all.' : lines.join('\n')}`;
  });
  return `# What each target holds\n\n${generatedNote}\n\n${matrix(features.map(feature => [feature, [feature]] as const))}\n\n${notes.join('\n\n')}`;
}

/** The README's rows: features that belong together, at the least that one of them has. */
function featureGroups(): readonly (readonly [string, readonly Feature[]])[] {
  return [
    ['equality, any case', ['equals.text.ignored', 'equals.text.exact']],
    ['wildcards', ['like.ignored', 'like.exact', 'like.any-one']],
    ['regexes', ['matches.exact', 'matches.ignored']],
    ['networks', ['in-network.v4', 'in-network.v6']],
    ['comparison of numbers', ['compares.number']],
    ['comparison of fields', ['compares.fields.ignored']],
    ['presence and absence', ['exists']],
    ['keywords', ['keyword.contains']],
    ['one element of a list', ['element']],
    ['sequences', ['search.sequence']],
    ['thresholds and correlations', ['search.correlate']],
    ['new terms', ['search.new-terms']],
  ];
}

const order = ['yes', 'rewritten', 'broader', 'narrower', 'different', 'refused'];

function matrix(rows: readonly (readonly [string, readonly Feature[]])[]): string {
  const head = `| | ${columns.map(({ name }) => name).join(' | ')} |`;
  const rule = `|---|${columns.map(() => '---|').join('')}`;
  const lines = rows.map(([title, group]) => {
    const cells = columns.map(({ capabilities }) => worst(group.map(feature => word(capabilities[feature]))));
    return `| ${title} | ${cells.join(' | ')} |`;
  });
  return [head, rule, ...lines].join('\n');
}

function worst(cells: readonly string[]): string {
  return [...cells].sort((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? '';
}

function sourcesPage(): string {
  const vendors = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;
  const rows = dataSources().map(source => {
    const fields = fieldsOf(source.id);
    const counts = vendors.map(vendor =>
      source.lacks?.[vendor === 'cim' ? 'splunk' : vendor] === undefined
        ? fields.filter(field => field.names[vendor] !== undefined).length
        : '–',
    );
    return `| \`${source.id}\` | ${source.title} | ${counts.join(' | ')} |`;
  });
  return [
    '# Data sources',
    '',
    generatedNote,
    '',
    'How many fields of each source have a name of their own in each vendor. `ruleglot list fields --source ID` shows them; [what each product lacks](fields.md). A dash: the vendor names no log of these events, so that a translation rests on `log-source:ID`; `ruleglot list sources --source ID` says where that can be read.',
    '',
    `| source | | ${vendors.join(' | ')} |`,
    `|---|---|${vendors.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
}

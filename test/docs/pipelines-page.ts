import { conditionParameters } from '../../src/readers/pipeline/condition-parameters.ts';
import {
  postprocessingParameters,
  transformationParameters,
} from '../../src/readers/pipeline/transformation-parameters.ts';
import {
  fieldConditionTypes,
  finalizerTypes,
  itemConditionTypes,
  postprocessingTypes,
  ruleConditionTypes,
  transformationTypes,
  unsupportedTypes,
} from '../../src/readers/pipeline/types.ts';

/** `docs/pipelines.md`: what of pySigma's processing pipelines is applied, item by item. */
export function pipelinesPage(note: string): string {
  const conditions = (types: readonly string[]): string => table(types, conditionParameters);
  return `# Processing pipelines

${note}

\`-p FILE\` takes a [processing pipeline of pySigma](https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html),
several by their priorities. The names are those of pySigma 1.5.1, which are those of 2.0.1. A pipeline is applied whole or not at all: what is unknown or
refused is told with its place, and no rule is written.

## Names and places

A name that a pipeline gives to a field is the target's own, and kept. Every other field has its name by the tables of ruleglot, or by
your configuration. Where a condition that is added has a name of Sigma for the log source (\`EventID\`, \`Channel\`), and where a
pipeline that changes the log source gives a name which Sigma has there (\`NewProcessName\`), the tables say what the target calls it: so
the pipelines of pySigma for Sysmon and for Windows' audit log lead to every target.

What selects the events of a data source here (\`source="XmlWinEventLog:…" EventCode=1\`) is left out where a pipeline adds conditions that
say where the events are: \`source\`, \`sourcetype\`, \`winlog.channel\`, \`event.dataset\` and their like, another event id, or a field that
no table has for the source (\`event_simpleName\`). It stays beside an index, a host, a negated condition, and what is asked of the
source's own fields. The state \`index\` (\`set_state\`) names the indices of Elastic; with the state \`data_model_set\` the fields are those
of a data model, which \`-t splunk:cim\` searches.

A pipeline with \`allowed_backends\` is for those products alone (\`splunk…\`; \`elasticsearch\`, \`eql\`, \`esql\`, \`lucene\`, \`opensearch\`,
\`elastalert\`; \`panther…\`): for another product each rule is refused. Sigma rules may be written with any.

## Transformations

${table(transformationTypes, transformationParameters)}

Refused by name, with the reason:

| type | why |
|---|---|
${Object.entries(unsupportedTypes)
  .map(([name, why]) => `| \`${name}\` | ${why} |`)
  .join('\n')}

## Conditions

Each kind takes \`_cond_op\`, \`_cond_not\` and \`_cond_expr\` besides. Of rules (\`rule_conditions\`):

${conditions(ruleConditionTypes)}

Of detection items (\`detection_item_conditions\`):

${conditions(itemConditionTypes)}

Of field names (\`field_name_conditions\`):

${conditions(fieldConditionTypes)}

## Post-processing

What is made of the text of a query. Until it is read back, the verdict of a changed query is \`different\`.

${table(postprocessingTypes, postprocessingParameters)}

Of \`simple_template\` there are \`{query}\`, attributes of the rule (\`{rule.title}\`, one tag alone: \`{rule.tags[0]}\`), \`{pipeline.state[KEY]}\` and
\`{pipeline.vars[NAME]}\`; of a conversion \`!s\` alone, and no format; any other value, such as \`{pipeline.name}\`, is refused by name.
Of \`template\`, the parameters \`path\`, \`vars\` and \`autoescape\` are refused. Of Jinja there are values with the filters lower,
upper, trim, first, last, join, default, replace, indent and tojson, comments, and the statements if, for and set, with tests of
equality, order, \`in\`, \`is defined\` and \`is none\`; what is beyond is refused by name, and so is a test of the query.

## Finalizers

${finalizerTypes.map(name => `\`${name}\``).join(', ')}, one after another. They lay the queries of all rules out in one text, which
\`convert -p FILE --report finalized=FILE\` writes, of one target or several in their order, as they are after post-processing and
whatever their verdicts. The documents of the target are written as they are without; without the report, the warning
\`pipeline/finalizer\` says so. \`yaml\` writes the same data as pySigma, and may quote other texts.

## Where ruleglot does not do as pySigma does

| pySigma | ruleglot |
|---|---|
| \`replace_string\` makes a backslash before a wildcard an escape: of \`C:\\dir\\*\` the wildcard is an asterisk after any replacement, even one that finds nothing | the wildcard stays one |
| \`replace_string\`, \`map_string\` and \`case\` change what \`base64\`, \`wide\` and \`utf16\` have encoded | the rule is refused: \`pipeline/value\` |
| \`regex\` makes texts regexes that are found anywhere in a value | texts keep their meaning, in any case of letters, with both ends |
| \`regex\` with \`method: plain\` asks for the letters as they are written | the rule is refused: \`pipeline/value\` |
| \`hashes_fields\` asks for any of the values of \`all\` and of \`neq\`, and for the beginning of a digest as for a whole one | all are asked for, none may be there, and a beginning stays one; \`extract_fields\` is refused of \`neq\`: \`pipeline/value\` |
| \`value_placeholders\` asks for all the values of a placeholder under \`all\` | for one of them, beside the others that \`all\` asks for |
| \`value_placeholders\` puts values into a regex as they are | what is filled in stands for itself, its wildcards for any characters |
| \`hashes_fields\` and \`extract_fields\` leave out values that do not fit, and say nothing | the same, with the warning \`pipeline/dropped\`, and the rule is declared narrower or broader |
| \`drop_detection_item\` says nothing | the rule is declared broader or narrower |
| a renaming with \`processing_item_applied\` among its \`field_name_conditions\` knows what was applied to the \`fields\` of the rule and to fields that others refer to, and leaves items alone | each item and each field is asked for itself |
| \`replace_string\`, \`map_string\`, \`set_value\`, \`extract_fields\` and \`regex\` make a text with \`cased\` one without | it is asked for in its case |
| the items of a \`nest\` know nothing of the state and \`vars\` of the pipeline around it, nor what that applied to the names of fields | they know all of it |
| \`value_placeholders\` and \`wildcard_placeholders\` whose conditions fit one item and not another with the same placeholder | the rule is refused: \`pipeline/value\` |

## Where published pipelines and the tables of ruleglot differ

A name that a pipeline gives is kept, whatever the tables say. Where these say otherwise, it is after what the product writes:

| pipeline | it has | the product has |
|---|---|---|
| \`ecs_windows\` | \`User\` as \`user.name\`, with its domain | [\`user.domain\` and \`user.name\`](https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational), one half each |
| \`ecs_windows\` | \`ParentProcessName\` as \`process.parent.name\` | [\`process.parent.executable\`](https://www.elastic.co/docs/reference/integrations/system), since it is a path |
| \`ecs_windows\` | \`Payload\` as \`powershell.file.script_block_text\` | [\`powershell.command.invocation_details\`](https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/powershell_operational), taken apart |
| \`ecs_zeek_beats\` | \`conn_state\` as \`zeek.connection.conn_state\` | [\`zeek.connection.state\`](https://www.elastic.co/docs/reference/integrations/zeek) |
| \`crowdstrike_fdr\`, \`crowdstrike_panther\` | \`NetworkConnectionIP4\` | [\`NetworkConnectIP4\`](https://github.com/SigmaHQ/pySigma-backend-crowdstrike) |
| \`crowdstrike_panther\` | \`event_platform\` \`Windows\` and \`Linux\` | [\`Win\`](https://github.com/panther-labs/panther-analysis/tree/main/rules/crowdstrike_rules) and \`Lin\` |
| \`splunk_cim\` | \`TargetObject\` as \`Registry.registry_key_name\` | [\`Registry.registry_path\`](https://docs.splunk.com/Documentation/CIM/latest/User/Endpoint), which has the value too |
`;
}

/** What each takes: what it must have, and in brackets what it may have. */
function table(types: readonly string[], parameters: Readonly<Record<string, string>>): string {
  const rows = types.map(type => {
    const [needed = '', others = ''] = (parameters[type] ?? '').split('?').map(part => part.trim());
    const both = [needed, others === '' ? '' : `[${others}]`].filter(part => part !== '').join(' ');
    return `| \`${type}\` | ${both} |`;
  });
  return ['| type | parameters |', '|---|---|', ...rows].join('\n');
}

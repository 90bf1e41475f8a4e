import Handlebars from 'handlebars';
import { confJson, confProse, confTemplate, confValue, stanzaName } from './conf.ts';
import { onOneLine } from './layout.ts';

/** Keys in the order of Splunk's own security content. */
const savedSearch = `{{#each header}}
# {{prose this}}
{{/each}}
[{{stanza stanza}}]
description = {{prose description}}
action.correlationsearch.enabled = 1
action.correlationsearch.detection_type = ebd
action.correlationsearch.label = {{prose label}}
action.correlationsearch.annotations = {{json annotations}}
action.correlationsearch.metadata = {{json metadata}}
action.notable = 1
action.notable.param.rule_title = {{template label}}
action.notable.param.rule_description = {{template description}}
action.notable.param.security_domain = {{value domain}}
action.notable.param.severity = {{value severity}}
action.notable.param.nes_fields = {{value entities}}
{{#if nextSteps}}
action.notable.param.next_steps = {{json nextSteps}}
{{/if}}
action.risk = 1
action.risk.param._risk_message = {{template label}}
action.risk.param._risk = {{json risk}}
action.risk.param._risk_score = 0
action.risk.param.verbose = 0
alert.digest_mode = 1
alert.severity = {{value alertSeverity}}
{{#if suppression}}
alert.suppress = 1
alert.suppress.fields = {{value suppression.fields}}
alert.suppress.period = {{value suppression.period}}
{{/if}}
alert.track = 0
allow_skew = 100%
counttype = number of events
relation = greater than
quantity = 0
cron_schedule = {{value dispatch.cron}}
dispatch.earliest_time = {{value dispatch.earliest}}
dispatch.latest_time = {{value dispatch.latest}}
disabled = 0
enableSched = 1
is_visible = 0
realtime_schedule = 0
schedule_window = auto
search = {{search query}}
`;

/** Three backticks open and close a comment. */
const bareQuery = `\`\`\`
{{#each header}}
{{comment this}}
{{/each}}
\`\`\`
{{query}}
`;

const engine = Handlebars.create();
engine.registerHelper({
  value: (value: unknown) => confValue(String(value)),
  prose: (text: string) => confProse(text),
  template: (text: string) => confTemplate(text),
  json: (value: unknown) => confJson(value),
  stanza: (text: string) => stanzaName(text),
  search: (query: string) => onOneLine(query),
  comment: (text: string) => confValue(text).replaceAll('`', "'"),
});

const sources = { savedSearch, bareQuery } as const;
const compiled = new Map<string, Handlebars.TemplateDelegate>();

/** Fills a template; compiled when first asked for. Values that it does not name are an error, every one is encoded. */
export function fill(name: keyof typeof sources, values: object): string {
  const template = compiled.get(name) ?? engine.compile(sources[name], { strict: true, noEscape: true });
  compiled.set(name, template);
  return template(values);
}

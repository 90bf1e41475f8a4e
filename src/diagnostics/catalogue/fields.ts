import { type Catalogue, code } from '../define-codes.ts';

/** Data sources and field names. */
export const fieldCodes = {
  'fields/unknown-log-source': code<{
    written: string;
    nearest: string | undefined;
    source: string | undefined;
  }>({
    severity: 'warning',
    message: ({ written, source }) =>
      `no table has the log source ${written} (product/category/service): ${source === undefined ? 'its events are looked for everywhere' : `all events of ${source} are looked at`}`,
    help: ({ nearest }) => {
      const add = 'add it to sources: of ruleglot.config.yaml';
      return nearest === undefined ? add : `did you mean ${nearest}? else ${add}`;
    },
    explanation:
      'A Sigma rule says by product, category and service which events it is for. Of a log source that no table of ruleglot or of the project has, nothing selects them in a target; the verdict then rests on `log-source:…`: that no other events fit the rule. `ruleglot list sources` shows what is known.',
  }),
  'fields/no-log-source': code<{ target: string; why: string; source: string | undefined }>({
    severity: 'warning',
    message: ({ target, why }) => `nothing in ${target} selects the events of the rule: ${why}`,
    help: ({ source }) =>
      source === undefined
        ? 'say where your project keeps them, as a source of its own under sources: of ruleglot.config.yaml'
        : `say where your project keeps them, under ${source} in sources: of ruleglot.config.yaml`,
    explanation:
      'The product names no log, data set or source type of the events that the rule is for, or the rule is for several logs or for all of them, which no one data source holds. The translation is what the rule asks of such events; the verdict rests on `log-source:…` or `source:unknown`: that no other events fit it where it looks. A project that keeps these events in the product says under `sources:` of `ruleglot.config.yaml` where.',
  }),
  'fields/unmapped': code<{
    field: string;
    canonical?: string | undefined;
    vendor: string;
    source: string | undefined;
    nearest: string | undefined;
    page?: string | undefined;
    /** What the target is asked for, where that is another name. */
    written?: string | undefined;
  }>({
    severity: 'warning',
    message: ({ field, vendor, source, written }) => {
      const kept = written === undefined ? 'its name is kept' : `it is written ${written}`;
      return `The field ${field} has no known counterpart in ${vendor}${source === undefined ? '' : ` for ${source}`}; ${kept}.`;
    },
    help: ({ field, canonical = field, vendor, source, nearest, page }) => {
      const place = `fields: of ruleglot.config.yaml, under ${source ?? '"*"'}`;
      const add = `add it to ${place} (canonical: ${canonical}, ${vendor}: its name there)`;
      if (page !== undefined) return `${vendor} has no such field (${page}); if yours has, ${add}`;
      return nearest === undefined ? add : `did you mean ${nearest}? else ${add}`;
    },
    explanation: [
      'Vendors name the fields of the same events differently, and ruleglot translates names by its field maps, one for each',
      'data source. This field is in no map of the rule’s data source and in no list of what its log has, or the target’s',
      'products do not record it.',
      '',
      'The written name is kept in the output, behind the prefix that the target has for such names if there is one, and the',
      'translation says `given: same-name:FIELD`: it means the same as the rule only where the target has a field of that',
      'name with the same values. Look the field up in your target, then map it in `ruleglot.config.yaml` (`ruleglot list',
      'fields --source ID` shows what is mapped):',
      '',
      '    fields:',
      '      windows.process_creation:',
      '        - { canonical: acme.risk, sigma: RiskScore, elastic: acme.risk, splunk: risk_score }',
      '',
      '`--unmapped drop` leaves out what the rule asks of such a field, and declares the translation broader or narrower;',
      '`--unmapped refuse`, which is `--strict-fields`, refuses the rule.',
    ].join('\n'),
  }),
} as const satisfies Catalogue;

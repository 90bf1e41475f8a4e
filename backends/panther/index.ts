import type { Backend, Dialect, PlannedRule } from '../../src/ir/index.ts';
import { assumes, capabilities, correlationCapabilities, inspect } from './capabilities.ts';
import { defaultLevel, withScope } from './document.ts';
import { pythonModule } from './module.ts';
import { holdsByCorrelation, printCorrelation } from './several/correlation.ts';
import { holdsByRule, printCounting } from './several/count.ts';
import { filesOf, pantherDocuments } from './several/documents.ts';
import { scheduledDocuments } from './sql/documents.ts';
import { sql } from './sql/index.ts';
import { suppressionParts } from './suppression.ts';

const dialect: Dialect = {
  name: 'python',
  language: 'python',
  vendor: 'panther',
  capabilities,
  plainCasing: 'exact',
  looksUpAnyCase: true,
  inspect,
  assumes,
  refuses,
  holds: holdsByRule,
  countsFromFirst: true,
  document: (planned, query) => filesOf(dialect, planned, query),
  print: planned => {
    const { several } = planned;
    return several === undefined
      ? pythonModule({ ...planned, where: withScope({ planned }) }, suppressionParts(planned))
      : printCounting({ ...planned, several });
  },
};

/** Correlation rules, and the rules that they join. */
const correlation: Dialect = {
  name: 'correlation',
  language: 'panther-correlation',
  vendor: 'panther',
  capabilities: correlationCapabilities,
  plainCasing: 'exact',
  looksUpAnyCase: true,
  inspect,
  assumes,
  refuses,
  holds: holdsByCorrelation,
  document: (planned, query) => filesOf(correlation, planned, query),
  print: ({ several, ...planned }) =>
    several === undefined ? '' : printCorrelation({ ...planned, several }),
};

/** Panther rules: Python and YAML side by side (https://docs.panther.com/detections/rules/python). */
export const panther: Backend = {
  target: 'panther',
  title: 'Panther Python',
  dialects: [dialect, correlation, sql],
  preferred: ['python', 'correlation', 'sql'],
  formats: ['rule'],
  unsaidLevel: () => defaultLevel,
  emit: request => {
    const { dialect: form, planned } = request;
    const { several } = planned;
    return form.name === 'sql' && several !== undefined
      ? scheduledDocuments(request, { ...planned, several })
      : pantherDocuments(request);
  },
};

/** A rule without log types is one that Panther does not take. */
function refuses({ source }: PlannedRule): string | undefined {
  return source.panther.logTypes.length === 0 ? 'Panther has no log type for this data source' : undefined;
}

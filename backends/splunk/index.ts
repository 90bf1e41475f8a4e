import type { Backend } from '../../src/ir/index.ts';
import { assumesCim, assumesSpl } from './assumes.ts';
import { cimCapabilities, splCapabilities } from './capabilities.ts';
import { emitDocuments } from './documents.ts';
import { contentName } from './escu.ts';
import { inspectCim, inspectSpl, refusesCim } from './inspect.ts';
import { printCim } from './print-cim.ts';
import { printSpl } from './print-spl.ts';
import { savedSearchOf } from './saved-search.ts';
import { holdsBySpl } from './several/hold.ts';
import { defaultLevel } from './severity.ts';

/** Splunk: SPL over the events of a sourcetype, or over a data model of the Common Information Model. */
export const splunk: Backend = {
  target: 'splunk',
  title: 'Splunk SPL',
  dialects: [
    {
      name: 'spl',
      language: 'spl',
      vendor: 'splunk',
      plainCasing: 'ignored',
      capabilities: splCapabilities,
      inspect: inspectSpl,
      assumes: assumesSpl,
      holds: holdsBySpl,
      print: printSpl,
      document: savedSearchOf,
    },
    {
      name: 'datamodel',
      language: 'spl',
      vendor: 'cim',
      plainCasing: 'ignored',
      capabilities: cimCapabilities,
      inspect: inspectCim,
      assumes: assumesCim,
      refuses: refusesCim,
      print: printCim,
    },
  ],
  preferred: ['spl'],
  // As security content does: of its 1,613 detections 54 % are tstats over a data model, the others searches of events.
  choices: { cim: ['datamodel', 'spl'] },
  formats: ['savedsearches', 'spl', 'escu'],
  unsaidLevel: format => (format === 'spl' ? undefined : defaultLevel),
  contentName: (format, metadata) => (format === 'escu' ? contentName(metadata) : undefined),
  emit: emitDocuments,
};

export { levelOfNotable, severities } from './severity.ts';

import type { Backend, Emission, EmitRequest } from '../../src/ir/index.ts';
import { emitNdjson } from './document/ndjson.ts';
import { defaultLevel } from './document/severity.ts';
import { emitToml } from './document/toml.ts';
import { eql } from './eql/index.ts';
import { esql } from './esql/index.ts';
import { kql } from './kql/index.ts';
import { lucene } from './lucene/index.ts';

/** Rules of Elastic's detection engine: the cheapest of its languages that holds a rule. */
export const elastic: Backend = {
  target: 'elastic',
  title: 'Elastic queries',
  dialects: [kql, eql, esql, lucene],
  preferred: ['kql', 'eql', 'esql', 'lucene'],
  formats: ['toml', 'ndjson'],
  unsaidLevel: () => defaultLevel,
  withLists: ['ndjson'],
  emit,
};

function emit(request: EmitRequest): Emission {
  return request.format === 'ndjson' ? emitNdjson(request) : emitToml(request);
}

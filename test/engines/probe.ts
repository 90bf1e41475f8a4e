import { readFileSync } from 'node:fs';
import { Kuery } from './elastic/kuery.ts';
import { problemOf, sure } from './elastic/judge.ts';
import { ElasticNode } from './elastic/node.ts';
const { mapping, docs, queries } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const node = await ElasticNode.start();
try {
  await sure(node.ask('PUT', 'p', { settings: { number_of_replicas: 0 }, mappings: { subobjects: false, properties: Object.fromEntries(Object.entries(mapping).map(([n, t]) => [n, typeof t === 'string' ? { type: t } : t])) } }));
  const lines = docs.flatMap((d: any, i: number) => [{ index: { _index: 'p', _id: String(i) } }, d]);
  const bulk = await node.ask('POST', '_bulk', lines.map((l: any) => JSON.stringify(l)).join('\n') + '\n', 60);
  for (const it of (bulk.body as any).items) if (it.index.status >= 300) console.log('NOT STORED', it.index._id, it.index.error?.reason);
  await sure(node.ask('POST', 'p/_refresh'));
  const kuery = new Kuery(new Map(Object.entries(mapping).map(([n, t]: any) => [n, typeof t === 'string' ? t : t.type])));
  for (const [lang, q] of queries) {
    let out: string;
    try {
      if (lang === 'esql') {
        const a = await node.ask('POST', '_query', { query: `from p metadata _id | where ${q} | keep _id | limit 100` });
        out = a.ok ? (a.body as any).values.map((v: any) => v[0]).sort().join(',') : 'REFUSED ' + problemOf(a);
      } else {
        const query = lang === 'kql' ? kuery.toQueryDsl(q) : lang === 'lucene' ? { query_string: { query: q, analyze_wildcard: true, time_zone: 'Zulu' } } : lang === 'luceneL' ? { query_string: { query: q, analyze_wildcard: true, lenient: true } } : JSON.parse(q);
        const a = await node.ask('POST', 'p/_search', { size: 100, _source: false, query });
        out = a.ok ? (a.body as any).hits.hits.map((h: any) => h._id).sort().join(',') : 'REFUSED ' + problemOf(a);
      }
    } catch (e) { out = 'ERR ' + String(e).split('\n')[0]; }
    console.log(lang.padEnd(7), q.padEnd(45), '=>', out.slice(0, 200));
  }
} finally { node.stop(); }

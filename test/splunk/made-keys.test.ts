import { expect, test } from 'vitest';
import { compile, read, verify } from '../../src/index.ts';

const reading = 'index=k8s source="kubernetes" verb=get';

test.each([
  [
    '| eval a=case(isnotnull(u), "no", true(), "yes") | fillnull value="-" u | stats count AS n BY u a',
    '| eval a=case(isnotnull(u), "no", NOT isnotnull(u), "yes"), u=coalesce(u, "-")\n| stats count AS n BY u a\n',
  ],
  [
    '| eval w=u | fillnull value="-" u | stats dc(w) AS n BY u',
    '| eval u_key=coalesce(u, "-")\n| stats dc(u) AS n BY u_key\n| rename u_key AS u\n',
  ],
  [
    '| eval w=u, u=lower(v), v=lower(w) | stats count AS n BY u v',
    '| eval u_key=lower(v), v=lower(u)\n| stats count AS n BY u_key v\n| rename u_key AS u\n',
  ],
])('keys are made of the fields as the rule has them: %s', async (stages, printed) => {
  const [found] = await read({ path: 'a.spl', text: `${reading} ${stages} | where n>3` });
  if (found?.rule === undefined) throw new Error(JSON.stringify(found?.diagnostics));
  const compiled = await compile(found.rule, 'splunk');
  expect(compiled.query).toContain(printed);
  expect((await verify(found.rule, compiled)).verdict).toBe('exact');
});

test.each([
  [
    `${reading} | eval w=u | fillnull value="-" u | stats dc(w) AS n BY u | where n>3`,
    'a.spl',
    'stats n = count_distinct(u) by u_key = coalesce(u, "-")\n| rename u_key as u\n',
  ],
  [
    'from logs-* | stats n = count_distinct(foo), m = count_distinct(to_upper(foo)) where foo == "a" by foo = to_lower(foo) | where n >= 3',
    'a.esql',
    'n = count_distinct(to_lower(foo)), m = count_distinct(to_upper(to_lower(foo))) where to_lower(foo) == "a"',
  ],
])('aggregates of ES|QL speak of the keys first: %s', async (text, path, printed) => {
  const [found] = await read({ path, text });
  if (found?.rule === undefined) throw new Error(JSON.stringify(found?.diagnostics));
  const compiled = await compile(found.rule, 'elastic:esql');
  expect(compiled.query?.replaceAll(/\n +/g, ' ')).toContain(printed);
  expect((await verify(found.rule, compiled)).verdict).toBe('exact');
});

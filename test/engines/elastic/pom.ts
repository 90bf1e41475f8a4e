/** Elasticsearch's own jars, under the Elastic License 2.0 among others: run here, never shipped. */
export const version = '8.19.0';

const artifacts = [
  ['org.elasticsearch', 'elasticsearch', version],
  ['org.elasticsearch.plugin', 'x-pack-core', version],
  ['org.elasticsearch.plugin', 'x-pack-esql', version],
  ['org.elasticsearch.plugin', 'x-pack-esql-core', version],
  ['org.elasticsearch.test', 'framework', version],
  ['org.antlr', 'antlr4-runtime', '4.13.1'],
] as const;

/** Parts of ES|QL that Maven Central does not have; what is needed of them stands in `java/`. */
const unpublished = [
  'elasticsearch-h3',
  'kql',
  'x-pack-esql-compute-ann',
  'dissect',
  'arrow',
  'mapper-version',
];

/** The test framework refuses to run beside these. */
export const unwanted =
  /randomizedtesting|lucene-test-framework|junit|mockito|byte-buddy|objenesis|hamcrest|mocksocket/;

/** What Maven is to put on the class path. */
export function pom(): string {
  const exclusions = unpublished
    .map(name => `<exclusion><groupId>*</groupId><artifactId>${name}</artifactId></exclusion>`)
    .join('');
  const dependencies = artifacts.map(
    ([group, artifact, wanted]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${wanted}</version><exclusions>${exclusions}</exclusions></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion>
<groupId>ruleglot</groupId>
<artifactId>elastic-judge</artifactId>
<version>0</version>
<dependencies>
${dependencies.join('\n')}
</dependencies>
</project>
`;
}

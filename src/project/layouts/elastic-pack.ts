import { filesOnly, type LayPack } from './pack-layout.ts';

/**
 * The TOML files of the detection-rules repository, whose rules stand in `rules/`
 * (https://github.com/elastic/detection-rules), and the lines of one file that Kibana imports.
 */
export const layElastic: LayPack = ({ items }) =>
  filesOnly(
    items.flatMap(({ key, documents }) =>
      documents.map(({ format, path, text }) =>
        format === 'ndjson'
          ? { key, file: 'rules.ndjson', name: path, text }
          : { key, file: `rules/${path}`, text },
      ),
    ),
  );

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { EventData } from '../../../bench/corpus/inputs.ts';
import { cacheFolder, installOnce, must, needTool } from '../toolchain.ts';
import { firstMacros, inDuckDb, macros } from './dialect.ts';

/** MIT; https://duckdb.org/docs/stable/clients/node_neo/overview */
const packages = ['@duckdb/node-api@1.4.1-r.4'];

interface Connection {
  runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): readonly Readonly<Record<string, unknown>>[] }>;
}

interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}

/** Tables of Panther's logs in memory. */
export class Database {
  readonly #connection: Connection;
  readonly #made = new Set<string>();

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  static async open(): Promise<Database> {
    const folder = resolve(cacheFolder('duckdb'));
    needTool('npm');
    installOnce(folder, packages.join('\n'), () => {
      must('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, ...packages]);
    });
    const { DuckDBInstance }: DuckDb = createRequire(join(folder, 'package.json'))('@duckdb/node-api');
    const database = new Database(await (await DuckDBInstance.create(':memory:')).connect());
    for (const macro of [...firstMacros, ...macros]) await database.run(`CREATE MACRO ${macro}`);
    await database.run("ATTACH ':memory:' AS panther_logs");
    await database.run('CREATE SCHEMA panther_logs.public');
    return database;
  }

  async run(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjectsJson();
  }

  /** The tables hold these events and no others; every column is JSON. */
  async fill(
    tables: readonly string[],
    columns: readonly string[],
    events: readonly EventData[],
  ): Promise<void> {
    for (const table of this.#made) await this.run(`DROP TABLE ${table}`);
    this.#made.clear();
    const own = columns.filter(name => name !== 'p_event_time');
    for (const table of tables) {
      this.#made.add(table);
      const list = ['p_row_id BIGINT', 'p_event_time TIMESTAMP', ...own.map(name => `"${name}" JSON`)];
      await this.run(`CREATE TABLE ${table} (${list.join(', ')})`);
      const rows = events.map((event, index) => rowOf(event, index, own));
      if (rows.length > 0) await this.run(`INSERT INTO ${table} VALUES ${rows.join(', ')}`);
    }
  }

  /** The rows that a scheduled query finds when it runs at a time. */
  async query(sql: string, now: Date): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.run(inDuckDb(sql, now.toISOString().replace('T', ' ').replace('Z', '')));
  }
}

function rowOf(event: EventData, index: number, columns: readonly string[]): string {
  const { p_event_time: time } = event;
  const values = columns.map(name =>
    event[name] === undefined ? 'NULL' : text(JSON.stringify(event[name])),
  );
  return `(${[index, text(String(time).replace('Z', '')), ...values].join(', ')})`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

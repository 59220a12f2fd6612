import type { Job } from "../job/index.ts";
import { declaredTables } from "./declared-table.ts";

/** A MySQL user who may do what some commands need, and no more. */
export interface DatabaseUser {
  readonly name: "sales_admin" | "sales_run" | "sales_read";
  readonly purpose: string;
  /** To be run by an administrator; `<password>` stands for the password. */
  readonly statements: readonly string[];
}

/** The engine's tables whose rows change; of all others rows are only added and deleted. */
const CHANGED_BY_RUNS = [
  "staging_files",
  "staging_file_events",
  "batches",
  "batch_rejections",
  "dimension_sources",
  "erasures",
  "pipeline_identity",
  "pipeline_lease",
];

/** What each of three users has to be granted, for the tables that the job declares and the engine's own. */
export function grantsOf(job: Pick<Job, "dimensions" | "marts">, database: string): readonly DatabaseUser[] {
  const changed = [...CHANGED_BY_RUNS, ...declaredTables(job).map(({ table }) => table.name)];
  const all = `${pattern(database)}.*`;
  return [
    {
      name: "sales_admin",
      purpose: "To create the tables, once and at each update:",
      statements: [
        creation("sales_admin"),
        grant("SELECT, INSERT, CREATE, ALTER, DROP, INDEX, CREATE VIEW", all, "sales_admin"),
      ],
    },
    {
      name: "sales_run",
      purpose: "To run:",
      statements: [
        creation("sales_run"),
        grant("SELECT, INSERT, DELETE, CREATE, DROP", all, "sales_run"),
        ...changed.map((table) => grant("UPDATE", `${quoted(database)}.${table}`, "sales_run")),
      ],
    },
    {
      name: "sales_read",
      purpose: "To look:",
      statements: [creation("sales_read"), grant("SELECT", all, "sales_read")],
    },
  ];
}

function creation(user: string): string {
  return `CREATE USER '${user}'@'%' IDENTIFIED BY '<password>'`;
}

function grant(privileges: string, on: string, user: string): string {
  return `GRANT ${privileges} ON ${on} TO '${user}'@'%'`;
}

/** `_` and `%` stand for any character in the name of a database that is granted as a whole. */
function pattern(database: string): string {
  return quoted(database.replaceAll(/[_%]/g, "\\$&"));
}

/** A name that is more than a word is quoted. */
function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

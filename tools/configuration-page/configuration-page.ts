import { salesJob } from "../../jobs/sales/index.ts";
import { settingsSchema } from "../../src/config/schema.ts";
import { type SettingKey, settingKeys } from "../../src/config/setting-keys.ts";

const HEAD = `# Configuration

Made from the settings' schema by \`npm run docs:configuration\`; \`npm test\` fails when it is not what the schema says.

Defaults, then the JSON file of \`--config\` or \`PIPELINE_CONFIG\`, then the environment, then \`--set key=value\` (texts as they are, anything else as JSON); the later wins. Unknown keys are refused, and so is a value of another
form, with the key's name. \`npm run config\` shows what is in force and where each value comes from, without secrets. Examples: [conf/](../conf).

Bucket, database and user are required, and for a run \`spark.remote\`. Keep passwords and tokens out of the file: they belong into the environment, or into
files that it names. S3 credentials come from the AWS SDK's default chain; temporary files go below \`TMPDIR\`. What a column of files may hold, and when to change
the settings of a feed: [validation.md](validation.md#what-shops-send).
`;

/** The page of all settings, in Markdown, from their schema. */
export function configurationPage(): string {
  const settings = settingKeys(JSON.parse(settingsSchema(salesJob, {}).getSchemaString()));
  const ofFeeds = settings.filter(isOfFeed);
  const [first] = ofFeeds.map(({ path }) => path.split(".")[1]);
  const sections = Map.groupBy(
    settings.filter((setting) => !isOfFeed(setting)),
    ({ path }) => path.slice(0, path.indexOf(".")),
  );
  return [
    HEAD,
    ...[...sections].map(([name, keys]) => section(name, keys)),
    section(
      "feeds.<feed>",
      ofFeeds
        .filter(({ path }) => path.split(".")[1] === first)
        .map((setting) => ({ ...setting, path: setting.path.replace(`.${first}.`, ".<feed>.") }))
        .map((setting) => (setting.path.endsWith(".namePattern") ? { ...setting, standard: "see below" } : setting)),
    ),
    patterns(ofFeeds.filter(({ path }) => path.endsWith(".namePattern"))),
  ].join("\n");
}

function isOfFeed({ path }: SettingKey): boolean {
  return path.startsWith("feeds.");
}

function section(name: string, settings: readonly SettingKey[]): string {
  const rows = settings.map(({ path, variable, values, standard, doc }) => {
    const choices = values === undefined ? "" : ` (${values.map(code).join(", ")})`;
    const environment = variable === undefined ? "-" : code(variable);
    return `| ${code(path)} | ${environment} | ${shown(standard)} | ${cell(doc)}${choices} |`;
  });
  return [`## ${name}\n`, "| key | environment | default | meaning |", "|---|---|---|---|", ...rows, ""].join("\n");
}

function patterns(settings: readonly SettingKey[]): string {
  const rows = settings.map(({ path, standard }) => `| ${code(path)} | ${shown(standard)} |`);
  return ["| key | default |", "|---|---|", ...rows, ""].join("\n");
}

function shown(value: unknown): string {
  if (value === "") return "(empty)";
  if (value === "see below") return value;
  return code(typeof value === "string" ? value : JSON.stringify(value));
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

/** A bar ends a cell, in code as well. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

import { readFileSync } from "node:fs";
import { messageOf } from "../text/index.ts";
import { ConfigError } from "./config-error.ts";
import type { DeclaredSettings } from "./declared-settings.ts";
import { givenSettings } from "./given-settings.ts";
import { settingsSchema } from "./schema.ts";

export interface SettingsSource {
  /** `--config`, else `PIPELINE_CONFIG`. */
  readonly file?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--set key=value`, each; they win over all else. */
  readonly set?: readonly string[] | undefined;
}

export interface ReadSettings {
  readonly values: ReturnType<ReturnType<typeof settingsSchema>["getProperties"]>;
  /** The configuration file and what is in it, if there is one. */
  readonly file: string | undefined;
  readonly content: Readonly<Record<string, unknown>>;
  /** What `--set` gave, by key. */
  readonly given: ReadonlyMap<string, unknown>;
  /** As convict gives it. */
  readonly schema: unknown;
}

/**
 * Defaults, those of the job among them < configuration file < environment < `--set`, each value of the form that its setting has.
 *
 * @throws ConfigError naming the key, what is wrong and how to mend it; never with the value of a secret
 */
export function readSettings(declared: DeclaredSettings, source: SettingsSource): ReadSettings {
  checkDeclared(declared);
  const config = settingsSchema(declared, source.env);
  const file = source.file ?? source.env["PIPELINE_CONFIG"];
  const content = file === undefined ? {} : readJson(file);
  const schema: unknown = JSON.parse(config.getSchemaString());
  const given = givenSettings(source.set ?? [], schema);
  try {
    // convict applies the environment again after it loads a file, so that it wins.
    config.load(content);
    for (const [key, value] of given) config.set(key, value);
    config.validate({ allowed: "strict" });
  } catch (error) {
    const where = [
      ...(file === undefined ? [] : [file]),
      "the environment",
      ...(given.size === 0 ? [] : ["--set"]),
    ].join(" or ");
    throw new ConfigError(`Settings from ${where} are wrong: ${reasonOf(error)}.`);
  }
  return { values: config.getProperties(), file, content, given, schema };
}

/** What the job declares is the default of settings: wrong where nobody has set anything, it is wrong in the job. */
function checkDeclared(declared: DeclaredSettings): void {
  try {
    settingsSchema(declared, {}).validate({ allowed: "strict" });
  } catch (error) {
    throw new ConfigError(
      `The job's module declares what cannot be set: ${reasonOf(error)}. Correct it there, in \`csv\` of the feed.`,
    );
  }
}

function readJson(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(`Configuration file ${file}: ${reasonOf(error)}. Check --config or PIPELINE_CONFIG.`, {
      cause: error,
    });
  }
  const parsed = parse(text, file);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new ConfigError(`Configuration file ${file} must hold one JSON object.`);
  }
  return { ...parsed };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Node's message quotes the text around the place, which may be a secret; so its cause is not kept either.
    const place = /\(line \d+ column \d+\)/.exec(reasonOf(error))?.[0];
    throw new ConfigError(`Configuration file ${file} is not JSON${place === undefined ? "" : ` ${place}`}.`);
  }
}

/** convict prints values that it refuses, but not those of settings that are marked as sensitive. */
export function reasonOf(error: unknown): string {
  return messageOf(error).replace(/\n+/g, "; ").replace(/\.$/, "");
}

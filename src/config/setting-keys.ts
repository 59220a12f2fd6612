import { isRecord } from "../text/index.ts";
/** A leaf of the settings' schema. */
export interface SettingKey {
  /** `mysql.host` */
  readonly path: string;
  readonly variable: string | undefined;
  readonly sensitive: boolean;
  /** What it means, for people. */
  readonly doc: string;
  readonly standard: unknown;
  /** What it may be, where that is one of a few. */
  readonly values: readonly string[] | undefined;
}

/** The settings of convict's schema, in its order. */
export function settingKeys(schema: unknown, path = ""): readonly SettingKey[] {
  if (!isRecord(schema)) return [];
  const children = schema["_cvtProperties"];
  if (isRecord(children)) {
    return Object.entries(children).flatMap(([name, child]) =>
      settingKeys(child, path === "" ? name : `${path}.${name}`),
    );
  }
  return [
    {
      path,
      variable: textOf(schema["env"]),
      sensitive: schema["sensitive"] === true,
      doc: textOf(schema["doc"]) ?? "",
      standard: schema["default"],
      values: Array.isArray(schema["format"]) ? schema["format"].map(String) : undefined,
    },
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

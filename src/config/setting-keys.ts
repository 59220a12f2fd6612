/** A leaf of the settings' schema. */
export interface SettingKey {
  /** `mysql.host` */
  readonly path: string;
  readonly variable: string | undefined;
  readonly sensitive: boolean;
  /** Whether its value is a text; any other is written as JSON. */
  readonly isText: boolean;
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
  const variable = schema["env"];
  return [
    {
      path,
      variable: typeof variable === "string" ? variable : undefined,
      sensitive: schema["sensitive"] === true,
      isText: typeof schema["default"] === "string",
    },
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

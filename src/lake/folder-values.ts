/** What Hive writes in place of a value that is NULL or empty. */
const NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

/**
 * What the folders of a key below its feed say of the rows of its file, as Hive and Spark write them: `raw/sales/store_id=121/x.csv`
 * gives store_id. By column, in the order of the folders; null where the folder says that there is no value.
 */
export function folderValues(key: string): ReadonlyMap<string, string | null> {
  return new Map(valuesIn(key));
}

/** The column that two folders of the key give, if there is one. */
export function repeatedFolder(key: string): string | undefined {
  const names = valuesIn(key).map(([name]) => name);
  return names.find((name, position) => names.indexOf(name) !== position);
}

function valuesIn(key: string): readonly (readonly [name: string, value: string | null])[] {
  const [, , ...folders] = key.split("/").slice(0, -1);
  return folders.flatMap((folder) => {
    const { name, value } = /^(?<name>[^=]+)=(?<value>.*)$/su.exec(folder)?.groups ?? {};
    if (name === undefined || value === undefined) return [];
    return [[decoded(name), value === NO_VALUE || value === "" ? null : decoded(value)] as const];
  });
}

/**
 * Hive escapes single ASCII characters; other writers the bytes of UTF-8, which are told by their values. What is no escape stays as it
 * is, as in Hive.
 */
function decoded(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
    const utf8 = bytes.toString("utf8");
    return utf8.includes("\ufffd") ? bytes.toString("latin1") : utf8;
  });
}

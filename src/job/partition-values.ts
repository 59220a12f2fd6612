/**
 * The values of a partition's columns, each under its name in camel case, from its path: `store_id=121/sales_month=2023-03` is
 * `{ storeId: 121, salesMonth: "2023-03" }`.
 */
export function partitionValues(path: string): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    path.split("/").map((part) => {
      const [column = "", value = ""] = part.split("=");
      const name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      return [name, /^-?\d+$/.test(value) ? Number(value) : value];
    }),
  );
}

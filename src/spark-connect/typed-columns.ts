import type { Column } from "./column.ts";
import type { RowObject } from "./row.ts";

/** The names by which the columns of a frame, and the fields in them, can be asked for: any, where they are not known. */
export type NameIn<Columns extends object> =
  | (keyof Columns & string)
  | `${keyof Columns & string}.${string}`
  | `\`${string}\``
  | "*";

/** A column, or the name of one of the frame. */
export type ColumnIn<Columns extends object> = Column | NameIn<Columns>;

/** Some of the columns; any again, where they are not known. */
export type Selected<Columns extends object, Name extends keyof Columns> = string extends keyof Columns
  ? RowObject
  : { readonly [Each in Name]: Columns[Each] };

/** The columns with another, whose type is not known. */
export type WithColumn<Columns extends object, Name extends string> = string extends keyof Columns
  ? RowObject
  : {
      readonly [Each in keyof Columns | Name]: Each extends Name
        ? unknown
        : Each extends keyof Columns
          ? Columns[Each]
          : never;
    };

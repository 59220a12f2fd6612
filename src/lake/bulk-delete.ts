/**
 * How a server takes a request that removes many objects, from the usual to what each has. `checksum`: with a checksum of today's
 * protocol; `content-md5`: with the header of old, which some servers insist on while they refuse the new ones; `none`: each object
 * is a request of its own.
 */
export const BULK_DELETE_FORMS = ["checksum", "content-md5", "none"] as const;
export type BulkDeleteForm = (typeof BULK_DELETE_FORMS)[number];

/** Which form a server takes, learnt from its refusals: one for each connection. */
export class BulkDelete {
  #form: BulkDeleteForm = "checksum";

  get form(): BulkDeleteForm {
    return this.#form;
  }

  /** Says that `form` was refused. Returns whether there is another one to try; several may learn it at the same moment. */
  refused(form: BulkDeleteForm): boolean {
    const next = BULK_DELETE_FORMS[BULK_DELETE_FORMS.indexOf(form) + 1];
    if (next === undefined) return false;
    if (BULK_DELETE_FORMS.indexOf(this.#form) < BULK_DELETE_FORMS.indexOf(next)) this.#form = next;
    return true;
  }
}

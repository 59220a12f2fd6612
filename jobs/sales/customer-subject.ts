import type { PersonalSubject } from "../../src/job/index.ts";
import { customers } from "./dimensions.ts";

/** Customers are persons who may ask to be forgotten. */
export const customerSubject: PersonalSubject = {
  name: "customer",
  dimension: customers,
  on: "customer_id",
  knownBy: [["phone_number"], ["address"], ["first_name", "last_name"]],
};

import { Random } from "../random.ts";
import { type Address, addressNear } from "./address.ts";
import type { Company } from "./company.ts";
import { type PersonName, personName } from "./person-name.ts";
import { HEAD_ID } from "./store.ts";

export interface StaffMember {
  readonly id: number;
  readonly name: PersonName;
  /** The head of all stores reports to no one else than itself. */
  readonly managerId: number;
  readonly isManager: boolean;
  readonly address: Address;
}

/** The head, then store by store the manager and the salespeople. */
export function* staff(company: Company): Generator<StaffMember> {
  yield staffMember(company, HEAD_ID, { storeIndex: 0, managerId: HEAD_ID, isManager: true });
  for (const { index, managerId, salespeople } of company.stores) {
    yield staffMember(company, managerId, { storeIndex: index, managerId: HEAD_ID, isManager: true });
    for (const id of salespeople) yield staffMember(company, id, { storeIndex: index, managerId, isManager: false });
  }
}

export function staffName({ options }: Company, id: number): PersonName {
  return personName(new Random(options.seed, `staff/${id}`));
}

function staffMember(
  company: Company,
  id: number,
  { storeIndex, managerId, isManager }: { storeIndex: number; managerId: number; isManager: boolean },
): StaffMember {
  const address = addressNear(storeIndex, new Random(company.options.seed, `staff-address/${id}`));
  return { id, name: staffName(company, id), managerId, isManager, address };
}

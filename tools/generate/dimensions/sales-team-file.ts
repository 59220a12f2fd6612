import { addDays } from "../calendar.ts";
import type { Company } from "../company/company.ts";
import { staff } from "../company/staff-member.ts";
import type { DimensionFile } from "./dimension-file.ts";

export function salesTeamFile(company: Company): DimensionFile {
  return {
    key: "raw/sales_team/sales_team.csv",
    feed: "sales_team",
    columns: ["id", "first_name", "last_name", "manager_id", "is_manager", "address", "pincode", "joining_date"],
    rows: rows(company),
  };
}

function* rows(company: Company): Generator<readonly string[]> {
  for (const { id, name, managerId, isManager, address } of staff(company)) {
    const joined = addDays(`${company.options.firstMonth}-01`, -30 - ((id * 37) % 1500));
    const manager = isManager ? "Y" : "N";
    yield [String(id), name.first, name.last, String(managerId), manager, address.text, address.pincode, joined];
  }
}

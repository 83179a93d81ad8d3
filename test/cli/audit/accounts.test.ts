import { expect, it } from "vitest";
import { adoptedIn } from "../../../cli/audit/accounts";

const account = (inputs: Record<string, unknown>) => ({
  urn: "u",
  type: "dbferry:index:MysqlAccount",
  custom: true,
  id: "a",
  inputs: { role: "source", hosts: ["203.0.113.10/32"], ...inputs },
});

it("an account that was adopted under another name is looked for, at the hosts that the state has it for", () => {
  const resources = [
    account({ user: "df_shop_0a0a0a", adopt: "df_shop_0a0a0a" }),
    // The migration's own, and that of another one in the stack.
    account({ user: "df_shop_1b1b1b" }),
    account({ user: "df_crm_2c2c2c" }),
    account({ user: "df_shop_3d3d3d", adopt: "df_shop_3d3d3d", role: "target" }),
  ];
  expect(adoptedIn({ resources }, "source", "df_shop_1b1b1b")).toEqual([
    { user: "df_shop_0a0a0a", hosts: ["203.0.113.10/32"] },
  ]);
  expect(adoptedIn({}, "source", "df_shop_1b1b1b")).toEqual([]);
});

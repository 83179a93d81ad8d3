import { describe, expect, it } from "vitest";
import { objectsOf } from "../../../../provider/drivers/drs/objects";

const database = (name: string, more: object = {}) => ({ id: name, type: "database", name, ...more });
const table = (parent_id: string, name: string, more: object = {}) => ({
  id: `${parent_id}-*-*-${name}`,
  type: "table",
  parent_id,
  name,
  ...more,
});

describe("what a task of Huawei DRS moves", () => {
  it("is everything where nothing is selected", () => {
    expect(objectsOf({ object_switch: false, object_infos: [] })).toEqual({ databases: "all", odd: [] });
  });

  it("is not known where a selection is made and not listed, or nothing is said", () => {
    expect(objectsOf({ object_switch: true, object_infos: [] })).toBeUndefined();
    expect(objectsOf({})).toBeUndefined();
  });

  it("is the databases, also where their tables are listed below them", () => {
    const object_infos = [database("shop"), database("crm"), table("shop", "orders")];
    expect(objectsOf({ object_switch: true, sync_database: true, object_infos })?.databases).toEqual({
      shop: "all",
      crm: "all",
    });
  });

  it("is the tables", () => {
    const object_infos = [database("shop"), table("shop", "orders"), table("shop", "items"), table("crm", "lead")];
    expect(objectsOf({ object_switch: true, sync_database: false, object_infos })?.databases).toEqual({
      shop: ["orders", "items"],
      crm: ["lead"],
    });
  });

  it("under other names is told", () => {
    const object_infos = [database("shop", { alias_name: "x" }), table("shop", "t", { alias_name: "t" })];
    expect(objectsOf({ object_infos })?.odd).toEqual(["it renames shop to x"]);
  });
});

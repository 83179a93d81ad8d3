import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markFor, ownerMark, readMark, readTags, tagsFor } from "../../model/expiry";
import { accountName, allowlistGroup, eipName, endpointPrefix, taskName } from "../../model/names";

/** Every name that the spec accepts. */
const migration = fc.stringMatching(/^[a-z][a-z0-9-]{1,20}[a-z0-9]$/);

const stateId = fc.stringMatching(/^[0-9a-f]{12}$/);
const word = fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/);
const ownership = fc.record({ organization: word, project: word, stack: word, id: stateId });
const owned = fc.oneof(fc.constant({}), fc.record({ id: stateId }));

describe("names", () => {
  it("stay within the limits of every vendor for every migration", () => {
    fc.assert(
      fc.property(migration, fc.string(), owned, (name, instance, by) => {
        expect(taskName(name)).toMatch(/^[A-Za-z][A-Za-z0-9_-]{3,49}$/);
        expect(eipName(name, by)).toMatch(/^[A-Za-z0-9_.-]{1,64}$/);
        expect(allowlistGroup(name, instance, by)).toMatch(/^[a-z][a-z0-9_]{0,30}[a-z0-9]$/);
        expect(endpointPrefix(name, instance, by)).toMatch(/^[a-z][a-z0-9-]{3,38}[a-z0-9]$/);
        expect(accountName(name, by)).toMatch(/^[a-z][a-z0-9_]{1,15}$/);
      }),
    );
  });

  it("distinguish two migrations", () => {
    fc.assert(
      fc.property(migration, migration, (one, other) => {
        fc.pre(one.replaceAll("-", "_") !== other.replaceAll("-", "_"));
        expect(accountName(one)).not.toBe(accountName(other));
        expect(allowlistGroup(one, "rm-1")).not.toBe(allowlistGroup(other, "rm-1"));
      }),
    );
  });

  it("distinguish two stacks with a migration of the same name, and are stable for one stack", () => {
    fc.assert(
      fc.property(migration, stateId, stateId, (name, mine, theirs) => {
        fc.pre(mine !== theirs);
        for (const named of [
          (id: string) => eipName(name, { id }),
          (id: string) => allowlistGroup(name, "rm-1", { id }),
          (id: string) => endpointPrefix(name, "rm-1", { id }),
          (id: string) => accountName(name, { id }),
        ]) {
          expect(named(mine)).toBe(named(mine));
          expect(named(mine)).not.toBe(named(theirs));
        }
      }),
    );
  });

  it("are those of earlier versions for a state without an id", () => {
    expect([eipName("shop"), allowlistGroup("shop", "rm-1"), accountName("shop")]).toEqual([
      "dbferry-shop",
      "dbferry_shop",
      "df_shop",
    ]);
    expect(endpointPrefix("shop", "rm-1")).toMatch(/^dbferry-shop-[0-9a-f]{6}$/);
  });
});

describe("the expiry mark", () => {
  it("is read back from text and from tags as it was written, to the second", () => {
    const second = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(migration, second, (name, date) => {
        const expires = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(readMark(markFor(name, date))).toEqual({ id: name, expires });
        expect(readTags(tagsFor(name, date))).toEqual({ id: name, expires });
      }),
    );
  });

  it("names the owner, within the limits of every vendor's descriptions and tags", () => {
    fc.assert(
      fc.property(migration, ownership, (name, by) => {
        const text = markFor(name, new Date("2030-01-01T00:00:00Z"), by);
        // Huawei: 255 characters for a rule, 256 for a task, none of ! < > & ' " and backslash.
        expect(text).toMatch(/^[^!<>&'"\\]{1,255}$/);
        expect(readMark(text)).toMatchObject({ id: name, state: by.id, stack: expect.any(String) });
        const tags = tagsFor(name, new Date("2030-01-01T00:00:00Z"), "dba@example.com", by);
        for (const [key, value] of Object.entries(tags)) {
          expect(key).toMatch(/^[A-Za-z0-9_-]{1,36}$/);
          expect(value).toMatch(/^[A-Za-z0-9_-]{1,43}$/);
        }
        expect(readTags(tags)).toMatchObject({ id: name, state: by.id });
        expect(readMark(ownerMark(name, by))).toMatchObject({ id: name, state: by.id });
      }),
    );
  });

  it("has no date when the date is invalid, and is absent when there is none", () => {
    expect(readMark("dbferry migrate-id=shop migrate-expires=soon")).toEqual({ id: "shop", expires: undefined });
    expect(readMark("made by hand")).toBeUndefined();
    expect(readTags({})).toBeUndefined();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markFor, readMark, readTags, tagsFor } from "../../model/expiry";
import { accountName, allowlistGroup, eipName, endpointPrefix, taskName } from "../../model/names";

/** Every name that the spec lets through. */
const migration = fc.stringMatching(/^[a-z][a-z0-9-]{1,20}[a-z0-9]$/);

describe("names", () => {
  it("keep the limits of every vendor for every migration", () => {
    fc.assert(
      fc.property(migration, fc.string(), (name, instance) => {
        expect(taskName(name)).toMatch(/^[A-Za-z][A-Za-z0-9_-]{3,49}$/);
        expect(eipName(name)).toMatch(/^[A-Za-z0-9_.-]{1,64}$/);
        expect(allowlistGroup(name)).toMatch(/^[a-z][a-z0-9_]{0,30}[a-z0-9]$/);
        expect(endpointPrefix(name, instance)).toMatch(/^[a-z][a-z0-9-]{3,38}[a-z0-9]$/);
        expect(accountName(name)).toMatch(/^[a-z][a-z0-9_]{1,15}$/);
      }),
    );
  });

  it("tell two migrations apart", () => {
    fc.assert(
      fc.property(migration, migration, (one, other) => {
        fc.pre(one.replaceAll("-", "_") !== other.replaceAll("-", "_"));
        expect(accountName(one)).not.toBe(accountName(other));
        expect(allowlistGroup(one)).not.toBe(allowlistGroup(other));
      }),
    );
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

  it("has no date when the date cannot be read, and is absent when nobody put it there", () => {
    expect(readMark("dbferry migrate-id=shop migrate-expires=soon")).toEqual({ id: "shop", expires: undefined });
    expect(readMark("made by hand")).toBeUndefined();
    expect(readTags({})).toBeUndefined();
  });
});

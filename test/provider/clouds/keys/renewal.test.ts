import { describe, expect, it } from "vitest";
import { renewedKeys, type Session, sessionIn, withKeys } from "../../../../provider/clouds/keys";

const MINUTE = 60_000;

/** Keys for an hour each, and a clock; `assume` can be made to fail. */
function roleAt(start = 0) {
  const state = { now: start, assumed: 0, fails: false };
  const assume = async (): Promise<Session> => {
    state.assumed++;
    if (state.fails) throw new Error("STS does not answer");
    const expires = new Date(state.now + 60 * MINUTE);
    return { accessKey: `id-${state.assumed}`, secretKey: "s", securityToken: "t", expires };
  };
  return { state, keys: renewedKeys(assume, () => state.now) };
}

describe("the keys of a role", () => {
  it("are assumed once, also by concurrent calls, and renewed before they expire", async () => {
    const { state, keys } = roleAt();
    const both = await Promise.all([keys(), keys()]);
    expect(both.map(({ accessKey }) => accessKey)).toEqual(["id-1", "id-1"]);
    state.now = 54 * MINUTE;
    expect((await keys()).accessKey).toBe("id-1");
    state.now = 56 * MINUTE;
    expect((await keys()).accessKey).toBe("id-2");
    expect(state.assumed).toBe(2);
  });

  it("serve until they expire if no new ones can be had, and not a call longer", async () => {
    const { state, keys } = roleAt();
    await keys();
    Object.assign(state, { now: 56 * MINUTE, fails: true });
    expect((await keys()).accessKey).toBe("id-1");
    state.now = 60 * MINUTE;
    await expect(keys()).rejects.toThrow("STS does not answer");
    state.fails = false;
    expect((await keys()).accessKey).toBe("id-4");
  });

  it("recreate the client when they change, and only then", async () => {
    const { state, keys } = roleAt();
    let made = 0;
    const client = withKeys(keys, async ({ accessKey }) => `${++made} with ${accessKey}`);
    expect([await client(), await client()]).toEqual(["1 with id-1", "1 with id-1"]);
    state.now = 59 * MINUTE;
    expect(await client()).toBe("2 with id-2");
  });

  it("are not used if the answer lacks one of them, or has no readable expiry", () => {
    const whole = { accessKey: "a", secretKey: "b-canary", securityToken: "c-canary", expires: "2030-01-01T00:00:00Z" };
    expect(sessionIn("x", whole).expires.getTime()).toBe(Date.UTC(2030, 0, 1));
    const message = (change: object) => {
      try {
        sessionIn("Some STS", { ...whole, ...change });
        return expect.unreachable();
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message({ securityToken: undefined, secretKey: "" })).toMatch(/Some STS: .* no secretKey, securityToken;/);
    expect(message({ expires: "soon" })).toMatch(/expiry that cannot be read/);
    expect(message({ expires: "soon" })).not.toContain("canary");
  });
});

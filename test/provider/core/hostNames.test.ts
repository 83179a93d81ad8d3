import { createSocket, Socket } from "node:dgram";
import { ADDRCONFIG } from "node:dns";
import { afterEach, describe, expect, it, vi } from "vitest";
import { judge, RESOLVERS_VARIABLE } from "../../../model/hostNames";
import { SANDBOX_VARIABLE } from "../../../model/sandbox";
import { hostNames } from "../../../provider/core/hostNames";
import { type Known, type NameResolver, startResolver } from "../../../sandbox/names/resolver";

const lookup = vi.hoisted(() => vi.fn());
vi.mock("node:dns/promises", async (original) => ({ ...(await original<object>()), lookup }));

const NAME = "shop.mysql.rds.aliyuncs.com";
const started: NameResolver[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of started.splice(0)) await one.close();
});

/** Resolvers on loopback, one for each, in place of the public ones. @returns the names that they were asked for */
async function resolvers(...known: Known[]): Promise<string[]> {
  const asked: string[] = [];
  for (const one of known)
    started.push(
      await startResolver((name) => {
        asked.push(name);
        return one;
      }),
    );
  vi.stubEnv(RESOLVERS_VARIABLE, started.map(({ address }) => address).join(","));
  return asked;
}

describe("the resolution of a name", () => {
  it("asks each resolver by itself", async () => {
    const asked = await resolvers(["203.0.113.20"], ["203.0.113.20"], ["203.0.113.21"]);
    expect(await hostNames.answers(NAME)).toEqual(
      ["203.0.113.20", "203.0.113.20", "203.0.113.21"].map((address, at) => ({
        by: started[at]!.address,
        witness: started[at]!.address,
        addresses: [address],
      })),
    );
    expect(asked).toEqual([NAME, NAME, NAME]);
  });

  it("tells a name that does not exist, or has no IPv4 address, from a resolver that does not say", async () => {
    await resolvers("noSuchName", [], "serverFailed", "refused");
    expect((await hostNames.answers(NAME)).map(({ addresses, why }) => [addresses, why])).toEqual([
      [[], "no such name"],
      [[], "no IPv4 address"],
      [undefined, expect.stringContaining("SERVFAIL")],
      [undefined, expect.stringContaining("refused")],
    ]);
  });

  it("does not wait for a silent resolver for long, nor takes another's answer for its", async () => {
    await resolvers("silent", ["203.0.113.20"], ["203.0.113.20"]);
    const began = Date.now();
    const verdict = judge(await hostNames.answers(NAME));
    expect(verdict).toMatchObject({ address: "203.0.113.20", by: [started[1]!.address, started[2]!.address] });
    expect(verdict).toHaveProperty("silent", [`${started[0]!.address}: no answer in time`]);
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it("sees a move at once: no answer is kept", async () => {
    const record = ["203.0.113.20"];
    await resolvers(record, record);
    expect(judge(await hostNames.answers(NAME)).address).toBe("203.0.113.20");
    record[0] = "203.0.113.21";
    expect(judge(await hostNames.answers(NAME)).address).toBe("203.0.113.21");
  });

  it("reports an entry that is no resolver, and asks nobody in its place", async () => {
    vi.stubEnv(RESOLVERS_VARIABLE, "dns.example.com");
    expect(await hostNames.answers(NAME)).toEqual([
      { by: "dns.example.com", why: expect.stringContaining(RESOLVERS_VARIABLE) },
    ]);
  });

  it("asks nobody outside the sandbox from within", async () => {
    await resolvers(["203.0.113.20"]);
    vi.stubEnv(RESOLVERS_VARIABLE, `${started[0]!.address},192.0.2.53`);
    vi.stubEnv(SANDBOX_VARIABLE, "http://127.0.0.1:1");
    expect(await hostNames.answers(NAME)).toEqual([
      { by: started[0]!.address, witness: started[0]!.address, addresses: ["203.0.113.20"] },
      { by: "192.0.2.53", witness: "192.0.2.53", why: expect.stringContaining("nothing leaves the sandbox") },
    ]);
    expect(await hostNames.here(NAME)).toBeUndefined();
  });

  it("knows all addresses to which this machine may connect, of both families", async () => {
    lookup.mockResolvedValueOnce([{ address: "203.0.113.20" }, { address: "2001:db8::20" }]);
    expect(await hostNames.here(NAME)).toEqual(["203.0.113.20", "2001:db8::20"]);
    // No family is asked for, and none that this machine does not have.
    expect(lookup).toHaveBeenLastCalledWith(NAME, { all: true, hints: ADDRCONFIG });
    lookup.mockRejectedValueOnce(new Error("ENOTFOUND"));
    expect(await hostNames.here(NAME)).toBeUndefined();
  });

  it("the sandbox's resolver ignores what is no query, and goes on", async () => {
    await resolvers(["203.0.113.20"], ["203.0.113.20"]);
    const [address, port] = started[0]!.address.split(":");
    const socket = createSocket("udp4");
    const noise = ["", "00".repeat(12), "ff".repeat(40), "0001010000010000000000003f"];
    for (const bytes of noise)
      await new Promise<void>((sent) => socket.send(Buffer.from(bytes, "hex"), Number(port), address, () => sent()));
    socket.close();
    expect(judge(await hostNames.answers(NAME)).address).toBe("203.0.113.20");
  });
});

describe("a resolver of the sandbox", () => {
  it("goes on after an error on its socket, and after an answer that could not be sent", async () => {
    const bound: Socket[] = [];
    const { bind } = Socket.prototype;
    vi.spyOn(Socket.prototype, "bind").mockImplementation(function (this: Socket, ...args: unknown[]) {
      bound.push(this);
      return (bind as (...all: unknown[]) => Socket).apply(this, args);
    } as never);
    await resolvers(["203.0.113.20"]);
    vi.restoreAllMocks();
    const [socket] = bound;
    // As the kernel reports it where a client is gone.
    socket!.emit("error", new Error("recvmsg ECONNREFUSED"));
    vi.spyOn(socket!, "send").mockImplementationOnce((...args: unknown[]) => {
      const told = args.find((one) => typeof one === "function") as ((error: Error) => void) | undefined;
      // What node does with a failure: it goes to the callback, or else to the listeners.
      if (told) told(new Error("send EPERM"));
      else socket!.emit("error", new Error("send EPERM"));
    });
    // The first answer is lost, and the client asks again.
    expect(await hostNames.answers(NAME)).toMatchObject([{ addresses: ["203.0.113.20"] }]);
  });
});

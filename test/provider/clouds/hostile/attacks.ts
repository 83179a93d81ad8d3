import { ALLOW_VARIABLE } from "../../../../model/endpoints";
import { Alicloud } from "../../../../provider/clouds/alicloud/client";
import { alicloudOpenings } from "../../../../provider/clouds/alicloud/openings";
import { HuaweiClient } from "../../../../provider/clouds/huaweicloud/client";
import { huaweicloudOpenings } from "../../../../provider/clouds/huaweicloud/openings";
import { TencentClient } from "../../../../provider/clouds/tencentcloud/client";
import { tencentcloudOpenings } from "../../../../provider/clouds/tencentcloud/openings";
import { LIMITS } from "../../../../provider/http/guard";
import type { Attack, AttackOutcome } from "../../../support/attack";
import { BEHAVIOURS, type Behaviour } from "./behaviours";
import { type Hostile, startHostile } from "./endpoint";

const SECRET = "secret-canary-1f0c";
const KEYS = { accessKey: "access-canary-77ab", secretKey: SECRET };
/** Deadline of one call in these tests; the real one is half a minute. */
const DEADLINE_MS = 1500;
/** All calls of a look, each of which may take until the deadline. */
const LONGEST_MS = 6 * DEADLINE_MS;
const GROWTH_MB = 120;
/** An address without a listener. */
const NOWHERE = "http://127.0.0.1:1";

type Look = (endpoint: string) => Promise<unknown>;

/** An audit's look at each cloud, whose findings decide whether it reports "nothing is open". */
const LOOKS: Record<string, Look> = {
  "Huawei Cloud": (url) => {
    const endpoints = { drs: url, vpc: url, rds: url, iam: url };
    const config = { ...KEYS, region: "cn-north-4", projectId: "0a1b", endpoints };
    return huaweicloudOpenings(new HuaweiClient(config, { ...LIMITS, deadlineMs: DEADLINE_MS }));
  },
  "Alibaba Cloud": (url) => {
    const config = { ...KEYS, region: "cn-hangzhou", endpoints: { rds: url } };
    return alicloudOpenings(new Alicloud(config, { ...LIMITS, deadlineMs: DEADLINE_MS }), "cn-hangzhou");
  },
  "Tencent Cloud": (url) => {
    const config = { ...KEYS, region: "ap-guangzhou", endpoints: { vpc: url, cdb: url, dts: url } };
    return tencentcloudOpenings(new TencentClient(config, { ...LIMITS, deadlineMs: DEADLINE_MS }));
  },
};

/** One cloud at a time, so that each attack is measured with that cloud's library alone. */
export const ATTACKS: readonly Attack[] = Object.entries(LOOKS).flatMap(([cloud, look]) => [
  ...BEHAVIOURS.map((behaviour) => attackOf(cloud, look, behaviour)),
  notPermitted(cloud, look, "http"),
  notPermitted(cloud, look, "https"),
]);

function attackOf(cloud: string, look: Look, { name, behave, tls }: Behaviour): Attack {
  return {
    name: `${name}, as ${cloud}`,
    family: "endpoints",
    run: () =>
      withServers(async (thief) => {
        const hostile = await startHostile(behave(`http://127.0.0.1:${thief.port}`), { tls });
        const origin = `${tls ? "https" : "http"}://127.0.0.1:${hostile.port}`;
        try {
          const seen = await permitting(origin, () => looks(look, origin));
          const reached = tls ? hostile.connections > 0 : hostile.received.length > 0;
          if (!reached) throw new Error(`the attack did not take place: ${seen.detail}`);
          // With a false certificate, not even a request may be sent.
          const leaked = thief.connections > 0 || (tls && hostile.received.length > 0) || told(hostile.received);
          return { ...seen, held: seen.held && !leaked, leaked };
        } finally {
          await hostile.close();
        }
      }),
  };
}

/** An endpoint that is only named in a stack file. */
function notPermitted(cloud: string, look: Look, scheme: "http" | "https"): Attack {
  return {
    name: `is named by a stack file alone, by ${scheme}, as ${cloud}`,
    family: "endpoints",
    run: () =>
      withServers(async (thief) => {
        const origin = `${scheme}://127.0.0.1:${thief.port}`;
        const seen = await permitting(undefined, () => looks(look, origin));
        const leaked = thief.connections > 0;
        return { ...seen, held: seen.held && !leaked, leaked };
      }),
  };
}

async function withServers(attack: (thief: Hostile) => Promise<AttackOutcome>): Promise<AttackOutcome> {
  const thief = await startHostile((socket) => socket.end());
  try {
    return await attack(thief);
  } finally {
    await thief.close();
  }
}

async function permitting<T>(origin: string | undefined, run: () => Promise<T>): Promise<T> {
  const before = process.env[ALLOW_VARIABLE];
  process.env[ALLOW_VARIABLE] = origin ?? "";
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env[ALLOW_VARIABLE];
    else process.env[ALLOW_VARIABLE] = before;
  }
}

/** Runs a cloud's client against the endpoint: it must refuse with a human-readable message, in time, without growing. */
async function looks(look: Look, endpoint: string): Promise<AttackOutcome> {
  // The first look loads the vendor's library, which must not count as growth.
  await limited(look(NOWHERE));
  const began = Date.now();
  const { problem, grown } = await measured(() => limited(look(endpoint)));
  const faults = faultsOf(problem, endpoint);
  if (grown > GROWTH_MB) faults.push(`more than the permitted ${GROWTH_MB} MB`);
  const hung = Date.now() - began > LONGEST_MS;
  return { held: faults.length === 0 && !hung, hung, detail: [...faults, `grew by ${grown} MB`].join("; ") };
}

/** @returns what a look ended with, and by how many MB the process has grown at most */
async function measured<T>(look: () => Promise<T>): Promise<{ problem: T; grown: number }> {
  const before = process.memoryUsage().rss;
  let most = before;
  const note = () => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const meter = setInterval(note, 5);
  try {
    const problem = await look();
    note();
    return { problem, grown: Math.round((most - before) / 1024 / 1024) };
  } finally {
    clearInterval(meter);
  }
}

/** The error that a look ended with, or `undefined` for an answer that was accepted. */
async function limited(look: Promise<unknown>): Promise<unknown> {
  const outcome = look.then(
    () => undefined,
    (error: unknown) => error ?? new Error("nothing was thrown"),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Error>((done) => {
    timer = setTimeout(() => done(new Error("still waiting")), LONGEST_MS);
  });
  const first = await Promise.race([outcome, late]);
  clearTimeout(timer);
  return first;
}

/** Faults of a refusal: it must name the endpoint or the call, what happened and what to do, and nothing else. */
function faultsOf(problem: unknown, endpoint: string): string[] {
  if (problem === undefined) return ["the answer was believed"];
  const { message, stack = "" } = problem as Error;
  const faults: string[] = [];
  if (message === "still waiting") faults.push(message);
  if (!message.includes(new URL(endpoint).host) && !/^(Huawei|Alibaba|Tencent)/.test(message))
    faults.push(`names nothing: ${message}`);
  if (!/; (check|needed)/.test(message) && !/\bX: x/.test(message)) faults.push(`no way out: ${message}`);
  if (message.length > 900) faults.push(`a message of ${message.length} characters`);
  if (/\n\s+at |node_modules|\[object|axios/i.test(message + stack.replace(message, "")))
    faults.push(`a dump: ${message}`);
  if (told([message])) faults.push("the message holds a key");
  return faults;
}

function told(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes(SECRET));
}

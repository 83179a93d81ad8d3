import { randomBytes } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import type { SandboxCloud } from "../../../sandbox/cloud";
import { Mover } from "../../../sandbox/mover/mover";
import type { MoverServers } from "../../../sandbox/mover/servers";
import type { MoveEnd } from "../../../sandbox/mover/types";
import { holds } from "../../../sandbox/world/addresses";
import { type CloudPart, dropped, type Hop, INTERNET } from "../../../sandbox/world/hops";
import type { ServerRef } from "../../../sandbox/world/types";
import { serverPlace, type World } from "../../../sandbox/world/world";

const REGION = "nowhere-1";
/** The Nimbus network. */
const CELL = "nimbus cell";
const CELL_RANGE = "10.77.0.0/16";

interface Tube {
  id: string;
  mark: string;
  address: string;
}
interface Door {
  id: string;
  mark: string;
  instance: string;
  from: string[];
}
interface Carrier {
  id: string;
  name: string;
  mark: string;
  instance: string;
  tube?: string;
  address: string;
  stored?: { source: MoveEnd["endpoint"]; target: MoveEnd["endpoint"]; databases: "all" | string[]; mode: string };
  mover: Mover;
}

/** The state of Nimbus. */
export class NimbusPart implements CloudPart {
  readonly instances = new Map<string, { ip: string; mysql: ServerRef }>();
  readonly tubes = new Map<string, Tube>();
  readonly doors = new Map<string, Door>();
  readonly carriers = new Map<string, Carrier>();

  /** Out through the carrier's tube, or to a server that has a door for the caller. */
  readonly hops: readonly Hop[] = [
    {
      forward: ({ zone, ip, from }) => {
        if (zone !== CELL || holds(CELL_RANGE, ip)) return undefined;
        return { to: INTERNET, as: { address: this.tubeOf(from.address)?.address ?? from.address } };
      },
      guard: ({ from }) =>
        this.tubeOf(from.address) ? undefined : dropped("noRoute", `${from.address} has no tube that leads out`),
    },
    {
      forward: ({ zone, ip }) => {
        const found = zone === CELL ? this.at(ip) : undefined;
        return found && { server: found[1].mysql, port: 3306, names: [ip] };
      },
      guard: ({ ip, from }) => {
        const doors = [...this.doors.values()].filter(({ instance }) => instance === this.at(ip)![0]);
        if (doors.some((door) => door.from.some((block) => holds(block, from.address)))) return undefined;
        return dropped("securityGroup", `no door for ${from.address}`);
      },
    },
  ];

  resolve(name: string): string | undefined {
    return [...this.instances].find(([id]) => `${id}.nimbus.example` === name)?.[1].ip;
  }

  zone({ address }: { address: string }): string | undefined {
    return holds(CELL_RANGE, address) ? CELL : undefined;
  }

  dump(): Record<string, unknown> {
    return {
      nimbus: {
        instances: [...this.instances].map(([id, { ip, mysql }]) => ({ id, ip, mysql: serverPlace(mysql) })),
        tubes: [...this.tubes.values()],
        doors: [...this.doors.values()],
        carriers: [...this.carriers.values()].map(({ id, name }) => ({ id, name })),
      },
    };
  }

  private at(ip: string) {
    return [...this.instances].find(([, one]) => one.ip === ip);
  }

  private tubeOf(address: string): Tube | undefined {
    const carrier = [...this.carriers.values()].find((one) => one.address === address);
    return this.tubes.get(carrier?.tube ?? "");
  }
}

type NimbusWorld = World & { readonly nimbus: NimbusPart };
type Credentials = { accessKey: string; secretKey: string; region: string };

export const nimbus = {
  join(world) {
    const part = new NimbusPart();
    world.join(part);
    return part;
  },
  credentials: () => ({ accessKey: "nimbus-user", secretKey: randomBytes(20).toString("hex"), region: REGION }),
  addCustomerServer({ nimbus }, side, mysql) {
    const instanceId = `db-${side}`;
    nimbus.instances.set(instanceId, { ip: `10.77.0.${10 + nimbus.instances.size}`, mysql });
    return { instanceId, region: REGION };
  },
  async start(world, credentials, servers) {
    const app = Fastify({ forceCloseConnections: true });
    app.addHook("onRequest", async ({ headers }, reply) => {
      if (headers.authorization === `${credentials.accessKey}:${credentials.secretKey}`) return;
      await reply.code(401).send({ error: "who are you?" });
    });
    things(app, world.nimbus);
    carriers(app, world, servers);
    const api = await app.listen({ host: "127.0.0.1", port: 0 });
    return {
      endpoints: { api },
      async close() {
        await app.close();
        await Promise.all([...world.nimbus.carriers.values()].map(({ mover }) => mover.dispose()));
      },
    };
  },
} satisfies SandboxCloud<NimbusWorld, NimbusPart, Credentials, { api: string }>;

class Refused extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

function there<T>(map: Map<string, T>, id: string): T {
  const found = map.get(id);
  if (!found) throw new Refused(404, `${id} does not exist`);
  return found;
}

function things(app: FastifyInstance, part: NimbusPart): void {
  app.setErrorHandler((error: Refused, _request, reply) => {
    void reply.code(error.statusCode ?? 500).send({ error: error.message });
  });
  app.get("/instances/:id", ({ params }) => {
    const { id } = params as { id: string };
    return { id, ip: there(part.instances, id).ip };
  });
  let count = 0;
  const kinds = {
    tubes: (body: object) => ({ ...body, address: `192.0.2.${65 + (count % 14)}` }),
    doors: (body: { instance?: string }) => {
      there(part.instances, body.instance ?? "");
      return body;
    },
  };
  for (const kind of ["tubes", "doors"] as const) {
    const all = part[kind] as Map<string, Tube & Door>;
    app.get(`/${kind}`, () => [...all.values()]);
    app.get(`/${kind}/:id`, ({ params }) => there(all, (params as { id: string }).id));
    app.post(`/${kind}`, ({ body }) => {
      const id = `${kind.slice(0, -1)}-${++count}`;
      all.set(id, { ...(kinds[kind](body as object) as Tube & Door), id });
      return all.get(id);
    });
    app.delete(`/${kind}/:id`, ({ params }) => {
      const { id } = params as { id: string };
      there(all, id);
      if ([...part.carriers.values()].some(({ tube }) => tube === id))
        throw new Refused(409, `${id} carries something`);
      all.delete(id);
      return {};
    });
  }
}

function carriers(app: FastifyInstance, world: NimbusWorld, servers: MoverServers): void {
  const { carriers, tubes } = world.nimbus;
  const ended = new Set<string>();
  let count = 0;
  const of = (params: unknown) => there(carriers, (params as { id: string }).id);
  const shown = async ({ mover, stored: _, ...rest }: Carrier) => {
    const progress = await mover.progress();
    return { ...rest, state: ended.has(rest.id) ? "gone" : progress.state, progress };
  };
  const end = (carrier: Carrier, endpoint: MoveEnd["endpoint"]): MoveEnd => ({
    origin: { address: carrier.address },
    endpoint,
  });
  app.get("/carriers", () => Promise.all([...carriers.values()].map(shown)));
  app.get("/carriers/:id", ({ params }) => shown(of(params)));
  app.post("/carriers", ({ body }) => {
    const { name, mark, instance } = body as Carrier;
    const id = `carrier-${++count}`;
    // Traffic leaves through its migration's tube.
    const tube = [...tubes.values()].find((one) => one.mark === mark)?.id;
    const mover = new Mover(id, world, servers);
    carriers.set(id, { id, name, mark, instance, tube, address: `10.77.1.${count}`, mover });
    return { id };
  });
  app.post("/carriers/:id/mark", ({ params, body }) => {
    Object.assign(of(params), body);
    return {};
  });
  app.post("/carriers/:id/test", ({ params, body }) => {
    const carrier = of(params);
    return carrier.mover.testConnection(end(carrier, body as MoveEnd["endpoint"]));
  });
  app.post("/carriers/:id/load", ({ params, body }) => {
    of(params).stored = body as Carrier["stored"];
    return {};
  });
  app.post("/carriers/:id/start", async ({ params }) => {
    const carrier = of(params);
    const { stored } = carrier;
    if (!stored) throw new Refused(409, "nothing is loaded");
    const begun = await carrier.mover.start({
      source: end(carrier, stored.source),
      target: end(carrier, stored.target),
      databases: stored.databases,
      mode: stored.mode as "full",
      definer: "target",
      targetReadOnly: true,
    });
    if (!begun.ok) throw new Refused(409, begun.text);
    return {};
  });
  app.post("/carriers/:id/resume", async ({ params }) => {
    const going = await of(params).mover.resume();
    if (!going.ok) throw new Refused(409, going.text);
    return {};
  });
  app.post("/carriers/:id/stop", async ({ params, body }) => {
    const carrier = of(params);
    const stopped = await carrier.mover.stop(body as { force: boolean });
    if (!stopped.ok) throw new Refused(409, stopped.text);
    ended.add(carrier.id);
    carrier.tube = undefined;
    return {};
  });
  app.delete("/carriers/:id", ({ params }) => {
    const { id } = of(params);
    if (!ended.has(id)) throw new Refused(409, `${id} is under way`);
    carriers.delete(id);
    return {};
  });
}

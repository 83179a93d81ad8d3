import Fastify, { type FastifyInstance } from "fastify";
import { z } from "zod";
import type { Writer } from "../mysql/writer";
import type { StoredResource } from "../world/resources";
import type { World } from "../world/world";
import { WorldError } from "../world/worldError";
import { faultBody, setFaults } from "./faults";

const STATUS = { notFound: 404, conflict: 409, quota: 409, invalid: 400 } as const;

const writerBody = z.strictObject({ running: z.boolean(), perSecond: z.number().positive().optional() });
const createBody = z.strictObject({
  type: z.string().min(1),
  id: z.string().min(1).optional(),
  properties: z.record(z.string(), z.unknown()),
});
const updateBody = z.strictObject({ properties: z.record(z.string(), z.unknown()) });

interface Key {
  type: string;
  id: string;
}

export interface ControlServer {
  /** "http://127.0.0.1:port/control" */
  url: string;
  close(): Promise<void>;
}

/**
 * The sandbox's own API on loopback, for tests, the demo and the stand-in providers. It belongs to no cloud and contains no secrets.
 *
 *   GET  /control/world              every fact as JSON, with the journal
 *   GET  /control/fault              the current faults;  POST sets the given ones (see `faultBody`) and returns all
 *   GET  /control/writer             { running, committed, retried };  POST { running, perSecond? } starts or stops it
 *   POST /control/resources          { type, id?, properties } -> the stored resource, 409 when the id is taken
 *   GET  /control/resources[?type=]  a list
 *   GET, PUT { properties }, DELETE  /control/resources/:type/:id, 404 when it does not exist
 *
 * A bad request gets 400 with all problems in one sentence, as `error`.
 */
export async function startControl(world: World, writer: Writer | undefined): Promise<ControlServer> {
  const app = Fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const status =
      error instanceof WorldError
        ? STATUS[error.why]
        : error instanceof z.ZodError
          ? 400
          : ((error as { statusCode?: number }).statusCode ?? 500);
    const text = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    void reply.code(status).send({ error: text });
  });
  app.get("/control/world", () => world.dump());
  app.get("/control/fault", () => world.dump().faults);
  app.post("/control/fault", (request) => {
    setFaults(world.faults, faultBody.parse(request.body));
    return world.dump().faults;
  });
  writerRoutes(app, writer);
  resourceRoutes(app, world);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url: `${url}/control`, close: () => app.close() };
}

function writerRoutes(app: FastifyInstance, writer: Writer | undefined): void {
  const known = (): Writer => {
    if (!writer) throw new WorldError("invalid", "There is no writer: the sandbox was started without data");
    return writer;
  };
  app.get("/control/writer", () => known().status());
  app.post("/control/writer", async (request) => {
    const { running, perSecond } = writerBody.parse(request.body);
    if (!running) return known().stop();
    known().start(perSecond);
    return known().status();
  });
}

function resourceRoutes(app: FastifyInstance, { resources }: World): void {
  const there = ({ type, id }: Key): StoredResource => {
    const stored = resources.find(type, id);
    if (!stored) throw new WorldError("notFound", `${type} ${id} does not exist`);
    return stored;
  };
  app.get<{ Querystring: { type?: string } }>("/control/resources", (request) => resources.list(request.query.type));
  app.post("/control/resources", (request) => {
    const { type, id, properties } = createBody.parse(request.body);
    return resources.create(type, properties, id);
  });
  app.get<{ Params: Key }>("/control/resources/:type/:id", (request) => there(request.params));
  app.put<{ Params: Key }>("/control/resources/:type/:id", (request) => {
    const { type, id } = request.params;
    return resources.update(type, id, updateBody.parse(request.body).properties);
  });
  app.delete<{ Params: Key }>("/control/resources/:type/:id", (request) => {
    const stored = there(request.params);
    resources.remove(stored.type, stored.id);
    return stored;
  });
}

import { type ServerUnaryCall, type sendUnaryData, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { fromStruct, toStruct, type Values } from "../core/values";
import { VERSION } from "../version";
import type { CheckResult } from "./configuration";
import { toServiceError } from "./errors";
import type { DiffResult, Handlers } from "./handlers";

type Answer<T> = sendUnaryData<T>;
type Hide = (text: string) => string;

/** Puts `Handlers` behind Pulumi's provider protocol. @param onEngine told the engine's address, for its log */
export function service(handlers: Handlers, onEngine: (address: string) => void): UntypedServiceImplementation {
  const unary =
    <Req, Res>(work: (request: Req) => Promise<Res> | Res, hideOf: (request: Req) => Hide = () => (text) => text) =>
    (call: ServerUnaryCall<Req, Res>, answer: Answer<Res>) => {
      Promise.resolve()
        .then(() => work(call.request))
        .then(
          (response) => answer(null, response),
          (error) => answer(toServiceError(error, hideOf(call.request))),
        );
    };
  const unimplemented = (_call: unknown, answer: Answer<never>) =>
    answer({ code: status.UNIMPLEMENTED, details: "not offered" });

  return {
    handshake: unary((request: pb.ProviderHandshakeRequest) => {
      onEngine(request.getEngineAddress());
      return new pb.ProviderHandshakeResponse().setAcceptSecrets(true);
    }),
    attach: unary((request: { getAddress(): string }) => {
      onEngine(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(VERSION)),
    getSchema: unary(async () => {
      const { packageSchema } = await import("../schema.js");
      return new pb.GetSchemaResponse().setSchema(JSON.stringify(packageSchema()));
    }),
    checkConfig: unary((request: pb.CheckRequest) => checked(handlers.checkConfig(request.getUrn(), news(request)))),
    // A changed region or credential must never replace the provider, and with it everything it made.
    diffConfig: unary(() => new pb.DiffResponse().setChanges(pb.DiffResponse.DiffChanges.DIFF_UNKNOWN)),
    configure: unary((request: pb.ConfigureRequest) => {
      handlers.configure(fromStruct(request.getArgs()) ?? {});
      return new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    check: unary(
      (request: pb.CheckRequest) =>
        checked(handlers.check(typeOf(request), fromStruct(request.getOlds()), news(request))),
      (request) => handlers.hiding(news(request)),
    ),
    diff: unary((request: pb.DiffRequest) => {
      const olds = fromStruct(request.getOlds()) ?? {};
      return diffed(handlers.diff(typeOf(request), fromStruct(request.getOldInputs()) ?? olds, olds, news(request)));
    }),
    create: unary(
      async (request: pb.CreateRequest) => {
        const made = await handlers.create(callOf(request), properties(request), request.getPreview());
        return new pb.CreateResponse().setId(made.id).setProperties(toStruct(made.outputs));
      },
      (request) => handlers.hiding(properties(request)),
    ),
    read: unary(
      async (request: pb.ReadRequest) => {
        const inputs = fromStruct(request.getInputs());
        const found = await handlers.read(callOf(request), request.getId(), inputs, properties(request));
        if (!found) return new pb.ReadResponse();
        return new pb.ReadResponse()
          .setId(found.id)
          .setProperties(toStruct(found.outputs))
          .setInputs(toStruct(found.inputs));
      },
      (request) => handlers.hiding(fromStruct(request.getInputs())),
    ),
    update: unary(
      async (request: pb.UpdateRequest) => {
        const olds = fromStruct(request.getOlds()) ?? {};
        const oldInputs = fromStruct(request.getOldInputs()) ?? {};
        const made = await handlers.update(
          callOf(request),
          request.getId(),
          oldInputs,
          olds,
          news(request),
          request.getPreview(),
        );
        return new pb.UpdateResponse().setProperties(toStruct(made.outputs));
      },
      (request) => handlers.hiding(news(request), fromStruct(request.getOldInputs())),
    ),
    delete: unary(
      async (request: pb.DeleteRequest) => {
        await handlers.delete(
          callOf(request),
          request.getId(),
          fromStruct(request.getOldInputs()) ?? {},
          properties(request),
        );
        return new Empty();
      },
      (request) => handlers.hiding(fromStruct(request.getOldInputs())),
    ),
    cancel: unary(() => {
      handlers.cancel();
      return new Empty();
    }),
    parameterize: unimplemented,
    invoke: unary(async (request: pb.InvokeRequest) => {
      const found = await handlers.invoke(request.getTok(), fromStruct(request.getArgs()) ?? {});
      return new pb.InvokeResponse().setReturn(toStruct(found));
    }),
    call: unimplemented,
    construct: unimplemented,
    getMapping: unimplemented,
    getMappings: unimplemented,
    list: (call: { emit(event: string, error: object): void }) => {
      call.emit("error", { code: status.UNIMPLEMENTED, details: "not offered" });
    },
  };
}

interface Named {
  getUrn(): string;
  getType(): string;
}

/** Engines before 3.145 send no type: it is the last part of the URN's type chain. */
function typeOf(request: Named): string {
  return request.getType() || (request.getUrn().split("::")[2] ?? "").split("$").at(-1)!;
}

function callOf(request: Named & { getTimeout?(): number }) {
  return { urn: request.getUrn(), type: typeOf(request), timeoutSeconds: request.getTimeout?.() };
}

function news(request: { getNews(): Parameters<typeof fromStruct>[0] }): Values {
  return fromStruct(request.getNews()) ?? {};
}

function properties(request: { getProperties(): Parameters<typeof fromStruct>[0] }): Values {
  return fromStruct(request.getProperties()) ?? {};
}

function checked({ inputs, failures }: CheckResult): pb.CheckResponse {
  const response = new pb.CheckResponse().setInputs(toStruct(inputs));
  for (const { property, reason } of failures) {
    response.addFailures(new pb.CheckFailure().setProperty(property).setReason(reason));
  }
  return response;
}

function diffed(result: DiffResult): pb.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = pb.DiffResponse.DiffChanges;
  const response = new pb.DiffResponse()
    .setChanges(result.changed ? DIFF_SOME : DIFF_NONE)
    .setReplacesList(result.replaces)
    .setDiffsList([...new Set(result.changes.map((change) => change.path.split(/[.[]/)[0]!))])
    .setDeletebeforereplace(result.deleteBeforeReplace && result.replaces.length > 0)
    .setHasdetaileddiff(true);
  for (const change of result.changes) {
    response
      .getDetaileddiffMap()
      .set(change.path, new pb.PropertyDiff().setKind(kindOf(change)).setInputdiff(change.input));
  }
  return response;
}

function kindOf({ kind, replace }: DiffResult["changes"][number]): pb.PropertyDiff.Kind {
  const { Kind } = pb.PropertyDiff;
  if (kind === "add") return replace ? Kind.ADD_REPLACE : Kind.ADD;
  if (kind === "delete") return replace ? Kind.DELETE_REPLACE : Kind.DELETE;
  return replace ? Kind.UPDATE_REPLACE : Kind.UPDATE;
}

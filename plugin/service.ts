import { type ServerUnaryCall, type sendUnaryData, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Call, type Checked, type Diff, type ParameterizeArgs, type Plugin, replacedBy, topLevel } from "./plugin";
import { toServiceError } from "./refusal";
import { fromStruct, toStruct } from "./struct";
import type { Values } from "./values";

type Struct = Parameters<typeof fromStruct>[0];

/** Decodes the property trees of one call and keeps them, so that errors can redact their secrets. */
class Trees {
  readonly given: Values[] = [];

  maybe = (struct: Struct): Values | undefined => {
    const values = fromStruct(struct);
    if (values) this.given.push(values);
    return values;
  };

  read = (struct: Struct): Values => this.maybe(struct) ?? {};
}

/** Exposes a plugin through Pulumi's provider protocol. */
export function service(plugin: Plugin): UntypedServiceImplementation {
  const unary =
    <Req, Res>(work: (request: Req, trees: Trees) => Promise<Res> | Res) =>
    (call: ServerUnaryCall<Req, Res>, answer: sendUnaryData<Res>) => {
      const trees = new Trees();
      Promise.resolve()
        .then(() => work(call.request, trees))
        .then(
          (response) => answer(null, response),
          (error) => answer(toServiceError(plugin.refusal(error, trees.given))),
        );
    };
  const rereads = (request: Named) => plugin.rereads?.(callOf(request).type) ?? false;
  return {
    handshake: unary((request: pb.ProviderHandshakeRequest) => {
      plugin.attach?.(request.getEngineAddress());
      return new pb.ProviderHandshakeResponse().setAcceptSecrets(true);
    }),
    attach: unary((request: { getAddress(): string }) => {
      plugin.attach?.(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(plugin.version)),
    getSchema: unary(async () => new pb.GetSchemaResponse().setSchema(JSON.stringify(await plugin.schema()))),
    getMapping: unary(() => new pb.GetMappingResponse()),
    getMappings: unary(() => new pb.GetMappingsResponse()),
    parameterize: plugin.parameterize
      ? unary((request: pb.ParameterizeRequest) => {
          const { name, version } = plugin.parameterize!(parametersOf(request));
          return new pb.ParameterizeResponse().setName(name).setVersion(version);
        })
      : unimplemented,

    checkConfig: unary((request: pb.CheckRequest, { read, maybe }) =>
      checked(plugin.checkConfig(request.getUrn(), read(request.getNews()), maybe(request.getOlds()))),
    ),
    diffConfig: unary((request: pb.DiffRequest, { read, maybe }) => {
      const olds = maybe(request.getOldInputs()) ?? read(request.getOlds());
      return new pb.DiffResponse().setChanges(CONFIG_CHANGES[plugin.diffConfig(olds, read(request.getNews()))]);
    }),
    configure: unary((request: pb.ConfigureRequest, { read }) => {
      plugin.configure(read(request.getArgs()));
      return new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    cancel: unary(() => {
      plugin.cancel?.();
      return new Empty();
    }),

    check: unary((request: pb.CheckRequest, { read, maybe }) =>
      checked(plugin.check(callOf(request), maybe(request.getOlds()), read(request.getNews()))),
    ),
    diff: unary(async (request: pb.DiffRequest, { read, maybe }) => {
      const [id, inputs] = [request.getId(), maybe(request.getOldInputs())];
      const old = { id, inputs, outputs: read(request.getOlds()) };
      return diffed(await plugin.diff(callOf(request), old, read(request.getNews()), request.getIgnorechangesList()));
    }),
    create: unary(async (request: pb.CreateRequest, { read }) => {
      const made = await plugin.create(callOf(request), read(request.getProperties()), request.getPreview());
      return new pb.CreateResponse()
        .setId(made.id)
        .setProperties(toStruct(made.outputs))
        .setRefreshBeforeUpdate(rereads(request));
    }),
    read: unary(async (request: pb.ReadRequest, { read, maybe }) => {
      const old = { inputs: maybe(request.getInputs()), outputs: read(request.getProperties()) };
      const found = await plugin.read(callOf(request), request.getId(), old);
      if (!found) return new pb.ReadResponse();
      const { id, outputs, inputs } = found;
      return new pb.ReadResponse()
        .setId(id)
        .setProperties(toStruct(outputs))
        .setInputs(toStruct(inputs))
        .setRefreshBeforeUpdate(rereads(request));
    }),
    update: unary(async (request: pb.UpdateRequest, { read, maybe }) => {
      const old = { inputs: maybe(request.getOldInputs()), outputs: read(request.getOlds()) };
      const [call, news] = [callOf(request), read(request.getNews())];
      const outputs = await plugin.update(call, request.getId(), old, news, request.getPreview());
      return new pb.UpdateResponse().setProperties(toStruct(outputs)).setRefreshBeforeUpdate(rereads(request));
    }),
    delete: unary(async (request: pb.DeleteRequest, { read, maybe }) => {
      const old = { inputs: maybe(request.getOldInputs()), outputs: read(request.getProperties()) };
      await plugin.delete(callOf(request), request.getId(), old);
      return new Empty();
    }),
    invoke: unary(async (request: pb.InvokeRequest, { read }) => {
      const found = await plugin.invoke(request.getTok(), read(request.getArgs()));
      return new pb.InvokeResponse().setReturn(toStruct(found));
    }),
    call: unimplemented,
    construct: plugin.construct ? passedOn((request) => plugin.construct!(request)) : unimplemented,
    list: (call: { emit(event: string, error: object): void }) => {
      call.emit("error", { code: status.UNIMPLEMENTED, details: "not offered" });
    },
  };
}

/** Errors are passed on with the details set by the SDK that created the component. */
function passedOn(construct: (request: Buffer) => Promise<Buffer>) {
  return ({ request }: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
    construct(request).then(
      (response) => answer(null, response),
      (error) => answer(error),
    );
  };
}

function unimplemented(_call: unknown, answer: sendUnaryData<never>): void {
  answer({ code: status.UNIMPLEMENTED, details: "not offered" });
}

const { DIFF_SOME, DIFF_NONE, DIFF_UNKNOWN } = pb.DiffResponse.DiffChanges;
const CONFIG_CHANGES = { same: DIFF_NONE, changed: DIFF_SOME, unknown: DIFF_UNKNOWN };

const { Kind } = pb.PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

interface Named {
  getUrn(): string;
  getType(): string;
  getTimeout?(): number;
}

/** Engines before 3.145 send no type: it is the last part of the URN's type chain. */
function callOf(request: Named): Call {
  const urn = request.getUrn();
  const type = request.getType() || (urn.split("::")[2] ?? "").split("$").at(-1)!;
  return { urn, type, timeoutSeconds: request.getTimeout?.() || undefined };
}

function parametersOf(request: pb.ParameterizeRequest): ParameterizeArgs {
  const value = request.getValue();
  if (!value) return { kind: "args", args: request.getArgs()?.getArgsList() ?? [] };
  return { kind: "value", name: value.getName(), version: value.getVersion(), value: value.getValue_asU8() };
}

function checked({ inputs, failures }: Checked): pb.CheckResponse {
  const response = new pb.CheckResponse().setInputs(toStruct(inputs));
  for (const { property, reason } of failures) {
    response.addFailures(new pb.CheckFailure().setProperty(property).setReason(reason));
  }
  return response;
}

function diffed(diff: Diff): pb.DiffResponse {
  const { changes, deleteBeforeReplace = false } = diff;
  const replaces = replacedBy(diff);
  const response = new pb.DiffResponse()
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setReplacesList(replaces)
    .setDiffsList(topLevel(changes))
    .setDeletebeforereplace(deleteBeforeReplace && replaces.length > 0)
    .setHasdetaileddiff(true);
  for (const { path, kind, replace, input = false } of changes) {
    const detail = new pb.PropertyDiff().setKind(KINDS[kind][replace ? 1 : 0]).setInputdiff(input);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

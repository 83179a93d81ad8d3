import {
  type handleUnaryCall,
  Metadata,
  type ServerUnaryCall,
  type ServiceError,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import messages from "@pulumi/pulumi/proto/provider_pb";
import statusProto from "@pulumi/pulumi/proto/status_pb";
import anyProto from "google-protobuf/google/protobuf/any_pb";
import structProto from "google-protobuf/google/protobuf/struct_pb";
import { PartialCreate, ProviderError } from "../handler";
import type { Change } from "../schema/diff";
import { packageSpec } from "../schema/packageSpec";
import type { Checked, Standin } from "../standin";
import { decodeObject, encode, type Values } from "./values";

/** What a process serves: a fixed provider, or one decided by its parameterization. */
export interface Served {
  version: string;
  standin?: Standin;
  /** @throws ProviderError when the package cannot be served */
  parameterize?(request: ParameterizeArgs): { name: string; version: string; standin: Standin };
}

/** A parameterization as sent by a generated SDK (`value`) or by the CLI (`args`). */
export type ParameterizeArgs =
  | { kind: "value"; name: string; version: string; value: Uint8Array }
  | { kind: "args"; args: string[] };

const { DiffChanges } = messages.DiffResponse;
const KINDS = {
  add: [messages.PropertyDiff.Kind.ADD, messages.PropertyDiff.Kind.ADD_REPLACE],
  delete: [messages.PropertyDiff.Kind.DELETE, messages.PropertyDiff.Kind.DELETE_REPLACE],
  update: [messages.PropertyDiff.Kind.UPDATE, messages.PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

type Struct = ReturnType<typeof structProto.Struct.fromJavaScript>;

/** The gRPC service of a resource provider, over stand-ins. */
export function providerService(served: Served): UntypedServiceImplementation {
  const standin = () => {
    if (!served.standin) throw new ProviderError("this provider must be parameterized before it is used");
    return served.standin;
  };
  return {
    handshake: unary(() => {
      const response = new messages.ProviderHandshakeResponse();
      return response.setAcceptSecrets(true);
    }),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(served.version)),
    attach: unary(() => empty()),
    cancel: unary(() => empty()),
    getMapping: unary(() => new messages.GetMappingResponse()),
    getMappings: unary(() => new messages.GetMappingsResponse()),

    parameterize: unary((request: InstanceType<typeof messages.ParameterizeRequest>) => {
      if (!served.parameterize) throw new ProviderError("this provider takes no parameters");
      const made = served.parameterize(parameterizeArgs(request));
      served.standin = made.standin;
      return new messages.ParameterizeResponse().setName(made.name).setVersion(made.version);
    }),
    getSchema: unary(() =>
      new messages.GetSchemaResponse().setSchema(
        JSON.stringify(served.standin ? packageSpec(served.standin.schema) : {}),
      ),
    ),

    checkConfig: unary((request: InstanceType<typeof messages.CheckRequest>) =>
      checkResponse(standin().checkConfig(request.getUrn(), read(request.getNews()))),
    ),
    // Changed configuration never replaces the resources of these providers. Which version the engine notes for a package
    // that was parameterized depends on what it knows of the package, not on the configuration.
    diffConfig: unary((request: InstanceType<typeof messages.DiffRequest>) => {
      const text = (struct: Struct | undefined) => {
        const { version: _, ...config } = read(struct);
        return JSON.stringify(Object.entries(encode(config)).sort(([a], [b]) => (a < b ? -1 : 1)));
      };
      const same = text(request.getOldInputs() ?? request.getOlds()) === text(request.getNews());
      return new messages.DiffResponse().setChanges(same ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
    }),
    configure: unary((request: InstanceType<typeof messages.ConfigureRequest>) => {
      standin().configure(read(request.getArgs()));
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),

    check: unary((request: InstanceType<typeof messages.CheckRequest>) =>
      checkResponse(standin().check(request.getUrn(), read(request.getNews()))),
    ),
    diff: unary((request: InstanceType<typeof messages.DiffRequest>) =>
      diffResponse(
        standin().diff(
          request.getUrn(),
          read(request.getOlds()),
          read(request.getOldInputs()),
          read(request.getNews()),
          request.getIgnorechangesList(),
        ),
      ),
    ),
    create: unary(async (request: InstanceType<typeof messages.CreateRequest>) => {
      const inputs = read(request.getProperties());
      const response = new messages.CreateResponse();
      if (request.getPreview()) return response.setProperties(write(standin().planCreate(request.getUrn(), inputs)));
      const { id, state } = await standin().create(request.getUrn(), inputs);
      return response.setId(id).setProperties(write(state));
    }),
    read: unary(async (request: InstanceType<typeof messages.ReadRequest>) => {
      const [state, inputs] = [read(request.getProperties()), read(request.getInputs())];
      const found = await standin().read(request.getUrn(), request.getId(), state, inputs);
      const response = new messages.ReadResponse();
      if (!found) return response;
      return response.setId(found.id).setProperties(write(found.state)).setInputs(write(found.inputs));
    }),
    update: unary(async (request: InstanceType<typeof messages.UpdateRequest>) => {
      const [urn, olds, news] = [request.getUrn(), read(request.getOlds()), read(request.getNews())];
      const state = request.getPreview()
        ? standin().planUpdate(urn, olds, news)
        : await standin().update(urn, request.getId(), olds, news);
      return new messages.UpdateResponse().setProperties(write(state));
    }),
    delete: unary(async (request: InstanceType<typeof messages.DeleteRequest>) => {
      await standin().delete(request.getUrn(), request.getId(), read(request.getProperties()));
      return empty();
    }),
    invoke: unary(async (request: InstanceType<typeof messages.InvokeRequest>) =>
      new messages.InvokeResponse().setReturn(write(await standin().invoke(request.getTok(), read(request.getArgs())))),
    ),
  };
}

/** The empty message of the library copy that the service checks against: a bundle can contain another one. */
function empty() {
  return services.ResourceProviderService.cancel.responseDeserialize(Buffer.alloc(0));
}

function read(struct: Struct | undefined): Values {
  return decodeObject(struct?.toJavaScript());
}

function write(values: Values): Struct {
  return structProto.Struct.fromJavaScript(encode(values));
}

function parameterizeArgs(request: InstanceType<typeof messages.ParameterizeRequest>): ParameterizeArgs {
  const value = request.getValue();
  if (!value) return { kind: "args", args: request.getArgs()?.getArgsList() ?? [] };
  return { kind: "value", name: value.getName(), version: value.getVersion(), value: value.getValue_asU8() };
}

function checkResponse({ inputs, failures }: Checked): InstanceType<typeof messages.CheckResponse> {
  const response = new messages.CheckResponse().setInputs(write(inputs));
  for (const { property, reason } of failures) {
    response.addFailures(new messages.CheckFailure().setProperty(property).setReason(reason));
  }
  return response;
}

function diffResponse(changes: Change[]): InstanceType<typeof messages.DiffResponse> {
  const response = new messages.DiffResponse()
    .setChanges(changes.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setHasdetaileddiff(true);
  const top = (path: string) => /^[^.[]+/.exec(path)![0];
  for (const change of changes) {
    const kind = KINDS[change.kind][change.replace ? 1 : 0];
    response.getDetaileddiffMap().set(change.path, new messages.PropertyDiff().setKind(kind));
  }
  response.setDiffsList([...new Set(changes.map((change) => top(change.path)))]);
  response.setReplacesList([...new Set(changes.filter((change) => change.replace).map((change) => top(change.path)))]);
  return response;
}

/** A handler that responds with a value, or with an error in the engine's format. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call: ServerUnaryCall<Request, Response>, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(failure(error), null),
      );
  };
}

function failure(error: unknown): Partial<ServiceError> {
  const message = error instanceof ProviderError ? error.message : `stand-in provider: ${stackOf(error)}`;
  const metadata = new Metadata();
  if (error instanceof PartialCreate) {
    const detail = new messages.ErrorResourceInitFailed()
      .setId(error.existing.id)
      .setProperties(write(error.existing.state))
      .setReasonsList([message]);
    const any = new anyProto.Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const rpcStatus = new statusProto.Status();
    rpcStatus.setCode(status.UNKNOWN);
    rpcStatus.setMessage(message);
    rpcStatus.addDetails(any);
    metadata.add("grpc-status-details-bin", Buffer.from(rpcStatus.serializeBinary()));
  }
  return { code: status.UNKNOWN, message, details: message, metadata };
}

/** A bug in the stand-in itself: includes the location. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

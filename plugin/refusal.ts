import { Metadata, type ServiceError, type status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { toStruct } from "./struct";
import type { Values } from "./values";

/** Response to a failed call. */
export interface Refusal {
  code: status;
  /** Shown to the user. */
  message: string;
  /** The resource exists but is not ready: the engine records it with its id, and the next update calls Update. */
  exists?: { id: string; outputs: Values; inputs?: Values; rereads?: boolean };
}

/** A refusal as a gRPC error. */
export function toServiceError({ code, message, exists }: Refusal): Partial<ServiceError> {
  if (!exists) return { code, details: message, message };
  const detail = new ErrorResourceInitFailed()
    .setId(exists.id)
    .setProperties(toStruct(exists.outputs))
    .setReasonsList([message])
    .setRefreshBeforeUpdate(exists.rereads ?? false);
  if (exists.inputs) detail.setInputs(toStruct(exists.inputs));
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(code);
  answer.setMessage(message);
  answer.addDetails(packed);
  const metadata = new Metadata();
  // gRPC's standard metadata for structured errors; grpc-js has no API for it.
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { code, details: message, message, metadata };
}

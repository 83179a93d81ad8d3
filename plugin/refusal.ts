import { Metadata, type ServiceError, type status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { toStruct } from "./struct";
import type { Values } from "./values";

/** The answer to a call that failed. */
export interface Refusal {
  code: status;
  /** What the user reads. */
  message: string;
  /** It exists, but it is not ready: the engine records the resource with its id, and the next update calls Update on it. */
  exists?: { id: string; outputs: Values; inputs?: Values; rereads?: boolean };
}

/** A refusal as gRPC carries it. */
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
  // gRPC's own place for structured errors; grpc-js has no call for it.
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { code, details: message, message, metadata };
}

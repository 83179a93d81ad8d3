import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { quoted, visibleLines } from "../../model/printing/visible";
import { InitFailed, UserProblem } from "../core/failure";
import { toStruct } from "../core/values";

/** An error as gRPC answers it: only what the user must read, never a stack. */
export function toServiceError(error: unknown, hide: (text: string) => string): Partial<ServiceError> {
  if (error instanceof InitFailed) return initFailed(error, hide);
  const message = told(hide(error instanceof Error ? error.message : String(error)), error instanceof UserProblem);
  // The engine treats UNKNOWN and INTERNAL as "the provider may be broken"; what is the user's or the vendor's matter is not.
  const code = error instanceof UserProblem ? status.FAILED_PRECONDITION : status.ABORTED;
  return { code, details: message, message };
}

/** Only a text of ours has line feeds of its own; a library's or a vendor's is quoted. */
const told = (message: string, ours: boolean) => (ours ? visibleLines(message) : quoted(message));

/** "It exists, but it is not ready": the engine records the resource with its id, and the next update calls Update on it. */
function initFailed(error: InitFailed, hide: (text: string) => string): Partial<ServiceError> {
  const detail = new ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(toStruct(error.properties));
  if (error.inputs) detail.setInputs(toStruct(error.inputs));
  const message = visibleLines(hide(error.message));
  detail.setReasonsList([message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(status.ABORTED);
  answer.setMessage(message);
  answer.addDetails(packed);
  const metadata = new Metadata();
  // gRPC's own place for structured errors; grpc-js has no call for it.
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { code: status.ABORTED, details: message, message, metadata };
}

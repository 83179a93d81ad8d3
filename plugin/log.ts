import { type ChannelCredentials, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { visibleLines } from "../model/printing/visible";

export type Severity = "debug" | "info" | "warning" | "error";

/** Destination of messages for the user. */
export interface LogSink {
  /** @param ephemeral progress: shown live on the resource's line, but not kept */
  log(severity: Severity, message: string, urn: string, ephemeral?: boolean): void;
  /** Resolves once all messages so far have been delivered. */
  flush(): Promise<void>;
}

const SEVERITIES: Record<Severity, LogSeverity> = {
  debug: LogSeverity.DEBUG,
  info: LogSeverity.INFO,
  warning: LogSeverity.WARNING,
  error: LogSeverity.ERROR,
};

/**
 * Sends messages to the engine's log service, in order. Undeliverable messages are dropped: logging must never fail
 * the work.
 */
export class EngineLog implements LogSink {
  private client: EngineClient | undefined;
  private last: Promise<void> = Promise.resolve();

  connect(address: string, channel: ChannelCredentials = credentials.createInsecure()): void {
    this.client?.close();
    this.client = new EngineClient(address, channel);
  }

  log(severity: Severity, message: string, urn: string, ephemeral = false): void {
    const request = new LogRequest();
    request.setSeverity(SEVERITIES[severity]);
    request.setMessage(visibleLines(message));
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    this.last = this.last.then(() => this.send(request));
  }

  flush(): Promise<void> {
    return this.last;
  }

  close(): void {
    this.client?.close();
    this.client = undefined;
  }

  private send(request: LogRequest): Promise<void> {
    return new Promise((resolve) => {
      if (!this.client) return resolve();
      this.client.log(request, () => resolve());
    });
  }
}

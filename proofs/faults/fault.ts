import type { Field } from "../../test/e2e/harness";
import type { Phase } from "../mistakes/mistake";

/** Kinds of faults in one call. */
export const KINDS = ["error", "hang", "throttle", "reset", "lost", "lie", "twice", "kill"] as const;
export type Kind = (typeof KINDS)[number];

/** A step in a migration's life: one vendor API call. */
export interface Step {
  name: string;
  phase: Phase;
  cloud: "alicloud" | "huaweicloud" | "tencentcloud";
  /** Regular expression for the call, in the format of `world.faults.calls`. */
  call: string;
  /** How messages refer to the step. */
  says: RegExp;
  /** For a false answer: what is replaced, by what, and how a message reports the resulting stop. */
  lie?: { replace: string; by: string; says: RegExp };
}

/** Makes the steps at one cloud. @param call the regular expression for a call, given what distinguishes it from the others */
export function stepsAt(cloud: Step["cloud"], call: (of: string) => string) {
  return (phase: Phase, name: string, of: string, says: RegExp, lie?: Step["lie"]): Step => ({
    name,
    phase,
    cloud,
    call: call(of),
    says,
    ...(lie ? { lie } : {}),
  });
}

/** One engine of the matrix, with its steps and those of the clouds on both sides. */
export interface EngineRow {
  engine: string;
  steps: readonly Step[];
  /** Opens a sandbox with a migration on this engine. */
  open(): Promise<Field>;
  /** The migration's tasks as the vendor lists them, and whether they are billed. */
  tasks(field: Field): Promise<{ id: string; bills: boolean }[]>;
}

/** Error responses in a cloud's own format. */
interface Shape {
  error: { status: number; body: object; says: RegExp };
  throttle: { status: number; body: object; says: RegExp };
}

export const SHAPES: Readonly<Record<Step["cloud"], Shape>> = {
  huaweicloud: {
    error: {
      status: 400,
      body: { error_code: "DRS.M05999", error_msg: "Out of order." },
      says: /DRS\.M05999: Out of order/,
    },
    throttle: {
      status: 429,
      body: { error_code: "APIGW.0308", error_msg: "The throttling threshold has been reached." },
      says: /APIGW\.0308|HTTP 429/,
    },
  },
  alicloud: {
    error: {
      status: 500,
      body: { Code: "InternalError", Message: "Out of order." },
      says: /InternalError: Out of order/,
    },
    throttle: {
      status: 400,
      body: { Code: "Throttling.User", Message: "Request was denied due to user flow control." },
      says: /Throttling\.User/,
    },
  },
  tencentcloud: {
    error: {
      status: 200,
      body: { Response: { Error: { Code: "InternalError", Message: "Out of order." }, RequestId: "r" } },
      says: /InternalError: Out of order/,
    },
    throttle: {
      status: 200,
      body: { Response: { Error: { Code: "RequestLimitExceeded", Message: "Too many requests." }, RequestId: "r" } },
      says: /RequestLimitExceeded/,
    },
  },
};

/** How a stop names its cause if the cause is not a cloud's response. */
const CAUSES: Partial<Record<Kind, RegExp>> = {
  hang: /did not respond within/,
  reset: /closed the connection|ECONNRESET|socket hang up/,
  lost: /closed the connection|ECONNRESET|socket hang up/,
  twice: /did not respond with HTTP|closed the connection|ECONNRESET/,
};

export function causeOf(kind: Kind, step: Step): RegExp | undefined {
  if (kind === "error" || kind === "throttle") return SHAPES[step.cloud][kind].says;
  return kind === "lie" ? step.lie?.says : CAUSES[kind];
}

/** The sandbox's fault configuration; undefined if the step cannot have this fault. */
export function armed(kind: Kind, step: Step): Record<string, unknown> | undefined {
  const { call, cloud, lie } = step;
  switch (kind) {
    case "error":
    case "throttle": {
      const { status, body } = SHAPES[cloud][kind];
      return { kind: "answer", call, done: false, status, body };
    }
    case "hang":
      return { kind: "hang", call, done: false };
    case "reset":
      return { kind: "reset", call, done: false };
    // The service executes the call, but the response is lost.
    case "lost":
      return { kind: "reset", call, done: true };
    case "kill":
      return { kind: "hang", call, done: true };
    case "twice":
      return { kind: "twice", call, done: true };
    case "lie":
      return lie && { kind: "lie", call, done: true, replace: lie.replace, by: lie.by };
  }
}

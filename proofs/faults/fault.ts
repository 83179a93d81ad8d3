import type { Phase } from "../mistakes/mistake";

/** What happens to one call of a step. */
export const KINDS = ["error", "hang", "throttle", "reset", "lost", "lie", "twice", "kill"] as const;
export type Kind = (typeof KINDS)[number];

/** A step of a migration's life: one call of a vendor's API. */
export interface Step {
  name: string;
  phase: Phase;
  cloud: "alicloud" | "huaweicloud" | "tencentcloud";
  /** Regular expression on the call, as `world.faults.calls` has it. */
  call: string;
  /** How a message names it. */
  says: RegExp;
  /** What the answer lies about: what is replaced, by what, and how a message that stops because of it says so. */
  lie?: { replace: string; by: string; says: RegExp };
}

/** One engine of the matrix: its steps, those of the clouds on both sides included. */
export interface EngineRow {
  engine: string;
  steps: readonly Step[];
  /** How a sandbox with a migration by it is opened. */
  open(): Promise<import("../../test/e2e/harness").Field>;
  /** Tasks of the migration that the vendor lists, with what bills. */
  tasks(field: import("../../test/e2e/harness").Field): Promise<{ id: string; bills: boolean }[]>;
}

/** An error of a cloud, in its own shape. */
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

/** How a stop names its cause, where the cause is no answer of the cloud's. */
const CAUSES: Partial<Record<Kind, RegExp>> = {
  hang: /did not answer within/,
  reset: /ended the connection|ECONNRESET|socket hang up/,
  lost: /ended the connection|ECONNRESET|socket hang up/,
  twice: /did not answer in HTTP|ended the connection|ECONNRESET/,
};

export function causeOf(kind: Kind, step: Step): RegExp | undefined {
  if (kind === "error" || kind === "throttle") return SHAPES[step.cloud][kind].says;
  return kind === "lie" ? step.lie?.says : CAUSES[kind];
}

/** What the sandbox is told; undefined: the step has no such trouble. */
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
    // The service has done it, and nobody hears of it.
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

/** A Pulumi program and the pack's expected verdict. */
export interface Program {
  cloud: "alicloud" | "tencentcloud" | "huaweicloud" | "dbferry";
  /** The rule, or other policy, that refuses it; absent for a program that must pass. */
  rule?: string;
  /** Name of the refused resource; absent when the stack as a whole is refused. */
  resource?: string;
  /** Its resources use a provider that accepts every type, because no stand-in supports them. */
  bare?: true;
  /** A part of the value seen, which the message must contain. */
  seen?: string;
  /** Set when a dbferry component refuses it itself, before the pack sees anything. */
  by?: "component";
  /** Set when a preview cannot decide it and the update must. */
  later?: true;
  /** The pack's configuration, if it needs one. */
  config?: Record<string, unknown>;
  make(): void;
}

/** An instant a few days ahead. */
export const soon = (): string => new Date(Date.now() + 7 * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");

export const KEY = "q7Rk2vXw9ZtBn4Lm8Pd3Hs6Yc1Fg5JaUeT0oKi";

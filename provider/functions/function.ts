import type { z } from "zod";
import type { Clouds } from "../core/clouds";

/** A function that a program can call on the provider. It is also called in previews, and so only reads. */
export interface FunctionType {
  description: string;
  inputs: z.ZodObject;
  outputs: z.ZodObject;
  /** Dotted paths of inputs that are always secret. */
  secrets?: readonly string[];
  call(clouds: Clouds, given: unknown): Promise<object>;
}

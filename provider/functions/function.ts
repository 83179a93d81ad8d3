import type { z } from "zod";
import type { Clouds } from "../core/clouds";

/** What a program can ask the provider. It is asked in previews too, and so only reads. */
export interface FunctionType {
  description: string;
  inputs: z.ZodObject;
  outputs: z.ZodObject;
  /** Members of the inputs that are secret whoever writes them, by dotted path. */
  secrets?: readonly string[];
  call(clouds: Clouds, given: unknown): Promise<object>;
}

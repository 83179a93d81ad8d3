import { z } from "zod";
import type { Clouds } from "../core/clouds";
import type { FunctionType } from "./function";

export const readStateId = {
  description: "The id by which the stack that uses this provider identifies what it created. Read-only.",
  inputs: z.strictObject({}),
  outputs: z.object({
    id: z.string().optional().describe("absent if the state is from a version that had none"),
  }),
  async call({ stateId: id }: Clouds): Promise<{ id?: string }> {
    return id === undefined ? {} : { id };
  },
} satisfies FunctionType;

import { z } from "zod";
import type { Clouds } from "../core/clouds";
import type { FunctionType } from "./function";

export const readStateId = {
  description: "The id by which the stack that uses this provider knows what it made. Reads only.",
  inputs: z.strictObject({}),
  outputs: z.object({
    id: z.string().optional().describe("absent: the state is of a version that had none"),
  }),
  async call({ stateId: id }: Clouds): Promise<{ id?: string }> {
    return id === undefined ? {} : { id };
  },
} satisfies FunctionType;

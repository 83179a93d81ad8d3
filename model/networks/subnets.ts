import { z } from "zod";
import { readAddress } from "../addresses";

/** In the form that routers, devices and clouds accept: a network without host bits set. */
export const network = z.string().refine((text) => networkOf(text) === text, {
  error: ({ input }) => `an IPv4 network with its prefix, ${networkOf(String(input)) ?? "such as 192.168.10.0/24"}`,
});

/** The networks of one side of a connection. */
export const subnets = z.array(network).min(1).max(20);

/** The network that a block is in; undefined for any other text. */
function networkOf(text: string): string | undefined {
  const { blocks } = readAddress(text);
  return /^(\d+\.){3}\d+\/\d+$/.test(text) && blocks.length === 1 ? blocks[0] : undefined;
}

import type { Stack, UpOptions } from "@pulumi/pulumi/automation";

/**
 * Concurrent operations in one update. They wait for clouds, not for processors: under the engine's default limit of
 * four per processor, the migrations of a large program would wait for each other's tasks.
 */
const AT_ONCE = 100;

/**
 * Updates a stack after refreshing everything in its state, regardless of the project's settings. What was done is in
 * the events: the SDK's own method would start the engine's command three more times after each update, for outputs
 * and history that are not used here.
 */
export async function up(stack: Stack, options: UpOptions): Promise<void> {
  const alone: Stack = Object.assign(Object.create(stack), { outputs: async () => ({}), info: async () => undefined });
  const parallel = process.env["PULUMI_PARALLEL"] ? {} : { parallel: AT_ONCE };
  await alone.up({ refresh: true, ...parallel, ...options });
}

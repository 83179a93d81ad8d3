import type { Stack, UpOptions } from "@pulumi/pulumi/automation";

/**
 * Operations of one update at a time. They wait for clouds, not for processors: under the engine's own limit of four for each processor,
 * the migrations of a large program wait for each other's tasks.
 */
const AT_ONCE = 100;

/**
 * Updates a stack, after reading everything that its state has, whatever the project says; what was done is in the events. The SDK starts the engine's command three times more after each update, for outputs
 * and history that nobody here reads.
 */
export async function up(stack: Stack, options: UpOptions): Promise<void> {
  const alone: Stack = Object.assign(Object.create(stack), { outputs: async () => ({}), info: async () => undefined });
  const parallel = process.env["PULUMI_PARALLEL"] ? {} : { parallel: AT_ONCE };
  await alone.up({ refresh: true, ...parallel, ...options });
}

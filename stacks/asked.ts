import * as pulumi from "@pulumi/pulumi";

/** A cloud that cannot be asked is told without a stack: nothing was registered yet, and nothing is made. */
export async function asked<T>(what: string, invocation: Promise<unknown>): Promise<T> {
  try {
    return (await invocation) as T;
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*?dbferry:index:\w+ returned an error: /s, "");
    throw new pulumi.RunError(`cannot ${what}, so nothing is made: ${reason}`);
  }
}

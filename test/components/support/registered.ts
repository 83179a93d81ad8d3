import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  type: string;
  name: string;
  inputs: any;
  provider?: string;
  /** Id of what it takes over. */
  adopted?: string;
}

/** What a program registers with the engine, and below which component. */
export class Registrations {
  readonly all: Registered[] = [];
  /** `name type` of each resource, with the name of its parent. */
  readonly parents: Record<string, string | undefined> = {};

  /** @param outputs what the vendors return, by default the inputs */
  async start(
    preview = false,
    outputs: (args: pulumi.runtime.MockResourceArgs) => any = ({ inputs }) => inputs,
  ): Promise<void> {
    await pulumi.runtime.setMocks(
      {
        call: () => ({}),
        newResource: async (args) => {
          const { type, name, inputs, provider, id } = args;
          this.all.push({ type, name, inputs, provider, ...(id ? { adopted: id } : {}) });
          return preview
            ? { id: undefined, state: args.inputs }
            : { id: `${args.name}-id`, state: await outputs(args) };
        },
      },
      "dbferry",
      "test",
      preview,
    );
  }

  /** Options that show which children a component has. */
  watching(opts: pulumi.ComponentResourceOptions = {}): pulumi.ComponentResourceOptions {
    const watched: pulumi.ResourceTransformation = ({ type, name, opts: own }) => {
      this.parents[`${name} ${type}`] = (own.parent as { __name?: string } | undefined)?.__name;
      return undefined;
    };
    return { ...opts, transformations: [watched] };
  }

  list(): string[] {
    return this.all.map(({ type, name }) => `${name} ${type}`).sort();
  }

  of(kind: string): Registered[] {
    return this.all.filter(({ type }) => type.endsWith(`:${kind}`));
  }
}

/** A provider that a program created itself. */
export const providerOf = (cloud: string, name: string) =>
  new (class extends pulumi.ProviderResource {})(cloud, name, {});

export const settled = <T>(output: pulumi.Output<T>) =>
  new Promise<T>((done) => output.apply((value) => done(value as T)));

/** What a component says when it refuses. */
export function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

/** Version of the provider and of its schema. */
export const VERSION = "0.1.0";

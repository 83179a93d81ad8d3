declare const summaries: Readonly<Record<string, string>>;
export = summaries;

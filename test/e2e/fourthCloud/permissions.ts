const call = (...purposes: string[]) => ({ needs: ["nimbus:all"], purposes });

/** Every call of the Nimbus API. */
export const nimbus = {
  calls: [
    {
      "GET /instances/{id}": call("up"),
      "GET /tubes": call("audit", "clean"),
      "GET /doors": call("audit", "clean"),
      "GET /carriers": call("up", "audit", "clean"),
    },
  ],
  policy: (actions: readonly string[]) => ({ allow: actions }),
};

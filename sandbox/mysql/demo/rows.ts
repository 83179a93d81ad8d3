import { random } from "./random";

/** Rows of one table: column names and a generator of values in that order. */
export interface TableRows {
  table: string;
  columns: string[];
  rows: Iterable<unknown[]>;
}

/** A value as an SQL expression, such as a point. */
export interface SqlText {
  toSqlString(): string;
}

const CUSTOMERS = 4000;
const PRODUCTS = 2000;
const SUPPLIERS = 200;
const WAREHOUSES = 8;
const COUNTRIES = 40;
const CATEGORIES = 60;
const ORDERS = 10_000;

const WORDS =
  "amber birch copper delta ember fjord garnet harbor island jasper kettle lantern meadow north orchid pebble quartz river saddle timber umber velvet willow".split(
    " ",
  );
/** Names in several scripts, one outside the Basic Multilingual Plane. */
const NAMES = [
  "Ada Nowak",
  "Jürgen Groß",
  "María Núñez",
  "李小龙",
  "김민준",
  "Zoë 🐳 Whale",
  "Олена Шевченко",
  "O'Brien",
];

/** All rows of the demo, parents first: about 70,000, reproducible by seed. */
export function* demoRows(seed: number): Generator<TableRows> {
  const at = (column: string, n: number) => random(seed, column, n);
  const pick = <T>(from: readonly T[], column: string, n: number): T => from[at(column, n) % from.length]!;
  const words = (column: string, n: number, count: number) =>
    Array.from({ length: count }, (_, i) => pick(WORDS, `${column}${i}`, n)).join(" ");
  const day = (column: string, n: number) => {
    const date = new Date(
      Date.UTC(2024, 0, 1) + (at(column, n) % 700) * 86_400_000 + (at(`${column}s`, n) % 86_400) * 1000,
    );
    return date.toISOString().slice(0, 19).replace("T", " ");
  };
  const bytes = (column: string, n: number, length: number) =>
    Buffer.from(Array.from({ length }, (_, i) => at(`${column}${i}`, n) % 256));
  const upTo = (count: number, row: (n: number) => unknown[]): Iterable<unknown[]> => range(count, row);

  yield {
    table: "country",
    columns: ["id", "code", "name"],
    rows: upTo(COUNTRIES, (n) => [
      n,
      String.fromCharCode(65 + (n % 26), 65 + Math.floor(n / 26)),
      words("country", n, 2),
    ]),
  };
  yield {
    table: "category",
    columns: ["id", "parent_id", "name"],
    rows: upTo(CATEGORIES, (n) => [n, n <= 8 ? null : 1 + (at("parent", n) % 8), words("category", n, 1)]),
  };
  yield {
    table: "supplier",
    columns: ["id", "country_id", "name", "rating"],
    rows: upTo(SUPPLIERS, (n) => [
      n,
      1 + (at("s.country", n) % COUNTRIES),
      words("supplier", n, 2),
      (at("rating", n) % 9973) / 1777,
    ]),
  };
  yield {
    table: "customer",
    columns: ["id", "email", "name", "country_id", "vip", "flags", "balance", "born", "created", "notes"],
    rows: upTo(CUSTOMERS, (n) => [
      n,
      `customer${n}@example.com`,
      `${pick(NAMES, "name", n)} ${n}`,
      1 + (at("c.country", n) % COUNTRIES),
      at("vip", n) % 2,
      at("flags", n) % 4096,
      ((at("balance", n) % 2_000_000) - 500_000) / 10_000,
      at("hasBorn", n) % 4 === 0 ? null : day("born", n).slice(0, 10).replace(/^202/, "198"),
      `${day("created", n)}.${String(at("ms", n) % 1000).padStart(3, "0")}`,
      at("hasNotes", n) % 3 === 0 ? null : words("notes", n, 12),
    ]),
  };
  yield {
    table: "address",
    columns: ["id", "customer_id", "line", "city", "place"],
    rows: upTo(CUSTOMERS + 1000, (n) => [
      n,
      1 + ((n - 1) % CUSTOMERS),
      `${at("house", n) % 300} ${words("line", n, 2)}`,
      words("city", n, 1),
      point((at("x", n) % 360_000) / 1000 - 180, (at("y", n) % 180_000) / 1000 - 90),
    ]),
  };
  yield {
    table: "product",
    columns: ["id", "sku", "name", "category_id", "supplier_id", "price", "weight", "season", "labels", "photo"],
    rows: upTo(PRODUCTS, (n) => [
      n,
      `SKU-${n}-${at("sku", n) % 1000}`,
      words("product", n, 3),
      1 + (at("p.category", n) % CATEGORIES),
      1 + (at("p.supplier", n) % SUPPLIERS),
      (100 + (at("price", n) % 99_900)) / 100,
      (at("weight", n) % 1_000_003) / 7919,
      2000 + (at("season", n) % 25),
      ["new", "sale", "fragile", "heavy"].filter((_, i) => at(`label${i}`, n) % 3 === 0).join(","),
      at("hasPhoto", n) % 5 === 0 ? null : bytes("photo", n, 64),
    ]),
  };
  yield {
    table: "product_text",
    columns: ["product_id", "name", "description"],
    rows: upTo(PRODUCTS, (n) => [n, words("product", n, 3), words("description", n, 20)]),
  };
  yield {
    table: "warehouse",
    columns: ["id", "country_id", "name", "opens"],
    rows: upTo(WAREHOUSES, (n) => [
      n,
      1 + (at("w.country", n) % COUNTRIES),
      words("warehouse", n, 2),
      `0${5 + (n % 4)}:30:00`,
    ]),
  };
  yield {
    table: "stock",
    columns: ["product_id", "warehouse_id", "quantity", "changed"],
    rows: upTo(PRODUCTS * 5, (n) => [
      1 + Math.floor((n - 1) / 5),
      1 + ((Math.floor((n - 1) / 5) + ((n - 1) % 5)) % WAREHOUSES),
      at("quantity", n) % 500,
      day("changed", n),
    ]),
  };
  yield {
    table: "orders",
    columns: ["id", "customer_id", "address_id", "status", "placed", "total"],
    rows: upTo(ORDERS, (n) => [
      n,
      1 + ((n * 7) % CUSTOMERS),
      n % 9 === 0 ? null : 1 + ((n * 7) % CUSTOMERS),
      pick(["open", "paid", "sent", "returned"], "status", n),
      day("placed", n),
      (at("total", n) % 500_000) / 100,
    ]),
  };
  yield {
    table: "order_item",
    columns: ["order_id", "line_no", "product_id", "quantity", "price"],
    rows: upTo(ORDERS * 2, (n) => [
      1 + Math.floor((n - 1) / 2),
      1 + ((n - 1) % 2),
      1 + (at("i.product", n) % PRODUCTS),
      1 + (at("i.quantity", n) % 9),
      (100 + (at("i.price", n) % 99_900)) / 100,
    ]),
  };
  yield {
    table: "payment",
    columns: ["id", "order_id", "method", "amount", "paid", "receipt"],
    rows: upTo(9000, (n) => [
      n,
      n,
      pick(["card", "transfer", "cash"], "method", n),
      (at("amount", n) % 500_000) / 100,
      n % 11 === 0 ? null : day("paid", n),
      bytes("receipt", n, 16),
    ]),
  };
  yield {
    table: "shipment",
    columns: ["id", "order_id", "warehouse_id", "shipped", "tracking"],
    rows: upTo(6000, (n) => [
      n,
      n,
      1 + (at("from", n) % WAREHOUSES),
      n % 7 === 0 ? null : day("shipped", n).slice(0, 10),
      bytes("tracking", n, 1 + (n % 32)),
    ]),
  };
  yield {
    table: "review",
    columns: ["id", "product_id", "customer_id", "stars", "words"],
    rows: upTo(4000, (n) => [
      n,
      1 + (n % PRODUCTS),
      1 + ((n * 13) % CUSTOMERS),
      1 + (at("stars", n) % 5),
      `${words("words", n, 8)}${n % 10 === 0 ? " 👍\n\t'quoted' \\ \u0000 end" : ""}`,
    ]),
  };
}

function* range(count: number, row: (n: number) => unknown[]): Generator<unknown[]> {
  for (let n = 1; n <= count; n++) yield row(n);
}

function point(x: number, y: number): SqlText {
  return { toSqlString: () => `POINT(${x}, ${y})` };
}

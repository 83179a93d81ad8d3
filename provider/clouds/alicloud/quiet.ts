/**
 * If DEBUG is set accordingly, the HTTP library of the vendor's clients prints whole requests: signatures, and the
 * passwords in URLs of Alibaba DTS. DEBUG is read once, when the first library that prints is loaded, so this is
 * imported before every client.
 */
const wanted = process.env["DEBUG"];
if (wanted) process.env["DEBUG"] = `${wanted},-httpx*`;

export {};

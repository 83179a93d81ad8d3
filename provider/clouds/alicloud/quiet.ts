/**
 * The HTTP library of the vendor's clients prints whole requests where DEBUG asks for them: signatures, and the passwords
 * in the addresses of Alibaba DTS. DEBUG is read once, when the first library that prints is loaded, so this is imported
 * before every client.
 */
const wanted = process.env["DEBUG"];
if (wanted) process.env["DEBUG"] = `${wanted},-httpx*`;

export {};

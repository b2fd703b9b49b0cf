// Reads {"secret", "publicKey", "body", "headers"} from standard input and prints who verified it, one name a line.
const crypto = require("node:crypto");
const standard = require("standardwebhooks");
const svix = require("svix");

const input = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

function verified(name, verify) {
  try {
    if (verify() !== false) console.log(name);
  } catch (e) {
    console.log(`${name} refused: ${e.message}`);
  }
}

if (input.secret) {
  verified("standardwebhooks", () => void new standard.Webhook(input.secret).verify(input.body, input.headers));
  verified("svix", () => void new svix.Webhook(input.secret).verify(input.body, input.headers));
}
if (input.publicKey) {
  // Neither library knows v1a; this is the specification, with Node's own Ed25519.
  const raw = Buffer.from(input.publicKey.replace(/^whpk_/, ""), "base64");
  const key = crypto.createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") },
    format: "jwk",
  });
  const message = `${input.headers["webhook-id"]}.${input.headers["webhook-timestamp"]}.${input.body}`;
  const signatures = input.headers["webhook-signature"].split(" ").filter((s) => s.startsWith("v1a,"));
  verified("ed25519", () => signatures.some((s) => crypto.verify(null, Buffer.from(message), key, Buffer.from(s.slice(4), "base64"))));
}

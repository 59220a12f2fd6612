import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import forge from "node-forge";

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Subject {
  readonly commonName: string;
  /** Host names and IP addresses that a server answers to. None for a client. */
  readonly names?: readonly string[];
  /** @default from an hour ago, for ten years */
  readonly valid?: { readonly from: Date; readonly until: Date };
}

/** Signs certificates of servers and clients that are local to this machine. */
export interface Authority {
  readonly certificate: string;
  issue(subject: Subject): Promise<Certificate>;
}

interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export async function newAuthority(commonName: string): Promise<Authority> {
  const keys = await newKeys();
  const own = certificateOf({ commonName }, keys);
  own.setIssuer(own.subject.attributes);
  own.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
  ]);
  return {
    certificate: signed(own, keys),
    async issue(subject) {
      const ofSubject = await newKeys();
      const certificate = certificateOf(subject, ofSubject);
      certificate.setIssuer(own.subject.attributes);
      const altNames = (subject.names ?? []).map(asName);
      if (altNames.length > 0) certificate.setExtensions([{ name: "subjectAltName", altNames }]);
      return { certificate: signed(certificate, keys), key: ofSubject.privateKey };
    },
  };
}

const HOUR_MS = 3_600_000;
const TEN_YEARS_MS = 87_600 * HOUR_MS;

function certificateOf({ commonName, valid }: Subject, { publicKey }: Keys): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // A number that begins with a zero bit is not read as negative.
  certificate.serialNumber = `01${randomBytes(8).toString("hex")}`;
  certificate.validity.notBefore = valid?.from ?? new Date(Date.now() - HOUR_MS);
  certificate.validity.notAfter = valid?.until ?? new Date(Date.now() + TEN_YEARS_MS);
  certificate.setSubject([{ name: "commonName", value: commonName }]);
  return certificate;
}

function signed(certificate: forge.pki.Certificate, { privateKey }: Keys): string {
  certificate.sign(forge.pki.privateKeyFromPem(privateKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll("\r\n", "\n");
}

/** The types of general names of RFC 5280. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

function asName(name: string): { readonly type: number; readonly value?: string; readonly ip?: string } {
  const isAddress = name.includes(":") || /^[\d.]+$/.test(name);
  return isAddress ? { type: IP_ADDRESS, ip: name } : { type: DNS_NAME, value: name };
}

async function newKeys(): Promise<Keys> {
  return await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

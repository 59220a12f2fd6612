import { cpSync, existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { runCommand, tryCommand } from "./command.ts";
import type { Engine } from "./engine.ts";
import { NotHereError } from "./not-here.ts";

/** What an image of another's brings along. */
export type BaseKind = "java" | "node" | "mysql";

const HERE = join(import.meta.dirname, "stand-in");
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/** Images of Debian's packages, made by debootstrap: Java 17 and Maven, the same with this machine's Node, and Debian's newest MySQL. */
export class StandIns {
  readonly #engine: Engine;
  readonly #folder: string;

  constructor(engine: Engine, folder: string) {
    this.#engine = engine;
    this.#folder = folder;
  }

  /** @throws NotHereError */
  make(kind: BaseKind, image: string): void {
    switch (kind) {
      case "java":
        this.#javaRoot();
        break;
      case "node":
        this.#javaRoot();
        this.#node();
        break;
      case "mysql":
        this.#mysql();
        break;
    }
    this.#engine.docker("tag", `stand-in/${kind}`, image);
  }

  isStandIn(kind: BaseKind, image: string): boolean {
    const id = (name: string) => this.#engine.tryDocker("image", "inspect", name, "--format", "{{.Id}}");
    const standIn = id(`stand-in/${kind}`);
    return standIn.code === 0 && standIn.stdout === id(image).stdout;
  }

  #javaRoot(): void {
    if (this.#has("stand-in/java")) return;
    const root = this.#debootstrap("bookworm", ["ca-certificates", "openjdk-17-jdk-headless", "maven"]);
    cpSync(CERTIFICATES, join(root, CERTIFICATES));
    // Those that this machine's Java trusts.
    const { stdout, output } = tryCommand("java", ["-XshowSettings:properties", "-version"]);
    const home = /java\.home = (?<home>.+)/.exec(`${stdout}${output}`)?.groups?.["home"];
    const trusted = home === undefined ? undefined : join(home.trim(), "lib/security/cacerts");
    if (trusted !== undefined && existsSync(trusted))
      cpSync(realpathSync(trusted), join(root, "etc/ssl/certs/java/cacerts"));
    this.#import(root, "stand-in/java", ["LANG=C.UTF-8", "JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64"]);
  }

  #node(): void {
    if (this.#has("stand-in/node")) return;
    const context = join(this.#folder, "node");
    const npm = dirname(dirname(realpathSync(runCommand("which", ["npm"]).trim())));
    mkdirSync(join(context, "local/bin"), { recursive: true });
    cpSync(realpathSync(process.execPath), join(context, "local/bin/node"));
    cpSync(npm, join(context, "local/lib/node_modules/npm"), { recursive: true });
    this.#engine.build("stand-in/node", join(HERE, "node.Dockerfile"), context);
    rmSync(context, { recursive: true });
  }

  #mysql(): void {
    if (this.#has("stand-in/mysql")) return;
    this.#import(this.#debootstrap("sid", ["mysql-server-core", "mysql-client-core"]), "stand-in/mysql-root", []);
    this.#engine.build("stand-in/mysql", join(HERE, "mysql.Dockerfile"), HERE);
  }

  #has(image: string): boolean {
    return this.#engine.tryDocker("image", "inspect", image).code === 0;
  }

  /** Returns the folder of a Debian system with these packages. */
  #debootstrap(suite: string, packages: readonly string[]): string {
    if (tryCommand("debootstrap", ["--version"]).code !== 0) {
      throw new NotHereError("no registry can be reached, and there is no `debootstrap` to make stand-ins with");
    }
    const root = resolve(this.#folder, suite);
    rmSync(root, { recursive: true, force: true });
    runCommand("debootstrap", ["--variant=minbase", `--include=${packages.join(",")}`, suite, root]);
    return root;
  }

  #import(root: string, image: string, environment: readonly string[]): void {
    const archive = `${root}.tar`;
    runCommand("tar", ["--directory", root, "--create", "--file", archive, "."]);
    this.#engine.docker("import", ...environment.map((entry) => `--change=ENV ${entry}`), archive, image);
    rmSync(archive);
    rmSync(root, { recursive: true });
  }
}

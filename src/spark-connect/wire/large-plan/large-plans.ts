import { create, type DescMessage, isMessage, type Message, type MessageShape } from "@bufbuild/protobuf";
import { type Plan, PlanSchema } from "../../gen/spark/connect/base_pb.js";
import { type LocalRelation, RelationSchema } from "../../gen/spark/connect/relations_pb.js";
import type { Calls } from "../calls.ts";
import { uploadArtifacts } from "./artifact-upload.ts";
import { compressPlan } from "./compress.ts";
import { inChunks, inOnePiece, type UploadedData } from "./local-data.ts";
import { replaceMessages } from "./replace-messages.ts";
import { type LargePlanSettings, largePlanSettings } from "./settings.ts";
import { survey } from "./survey.ts";

/** Smaller messages are sent as they are, and the server is not asked how it wants them. */
const SMALL_BYTES = 64 * 1024;

/** Makes large messages smaller, in the ways that the server offers. */
export class LargePlans {
  readonly #calls: Calls;
  /** What was uploaded in this session. */
  readonly #uploaded = new WeakMap<LocalRelation, UploadedData["relType"]>();

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The message as it is to be sent: large local data are uploaded, and large plans compressed. */
  async prepare<Desc extends DescMessage>(
    schema: Desc,
    message: MessageShape<Desc>,
    signal: AbortSignal | undefined,
  ): Promise<MessageShape<Desc>> {
    const { bytes, localRelations } = survey(message);
    if (bytes < SMALL_BYTES) {
      return message;
    }
    const settings = await largePlanSettings(this.#calls, signal);
    for (const relation of localRelations) {
      await this.#upload(relation, settings, signal);
    }
    const light = replaceMessages(schema, message, (part) => this.#withoutData(part));
    return settings.compressBeyond === undefined ? light : await compressed(schema, light, settings.compressBeyond);
  }

  async #upload(
    relation: LocalRelation,
    { uploadBeyond, takesChunks }: LargePlanSettings,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const size = relation.data?.length ?? 0;
    if (uploadBeyond === undefined || size <= uploadBeyond || this.#uploaded.has(relation)) {
      return;
    }
    const { relType, artifacts } = takesChunks ? inChunks(relation) : inOnePiece(relation);
    await uploadArtifacts(this.#calls, artifacts, signal);
    this.#uploaded.set(relation, relType);
  }

  #withoutData(part: Message): Message {
    if (!isMessage(part, RelationSchema) || part.relType.case !== "localRelation") {
      return part;
    }
    const relType = this.#uploaded.get(part.relType.value);
    return relType === undefined
      ? part
      : create(RelationSchema, { ...(part.common && { common: part.common }), relType });
  }
}

async function compressed<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  beyondBytes: number,
): Promise<MessageShape<Desc>> {
  const plans: Plan[] = [];
  replaceMessages(schema, message, (part) => {
    if (isMessage(part, PlanSchema)) plans.push(part);
    return part;
  });
  const smaller = new Map<Message, Plan>();
  for (const plan of plans) {
    smaller.set(plan, await compressPlan(plan, beyondBytes));
  }
  return replaceMessages(schema, message, (part) => smaller.get(part) ?? part);
}

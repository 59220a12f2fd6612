import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type SplitListing, splitListing } from "./split-listing.ts";

/**
 * The same command, whose `Contents` are read from the answer before the SDK sees it, which takes an answer apart letter by letter: of a long
 * listing most of the time and nearly all garbage. Everything else of an answer, errors too, is the SDK's; so is an answer that is not quite XML.
 *
 * @param command is sent once
 */
export function withListedContents(command: ListObjectsV2Command): ListObjectsV2Command {
  let split: SplitListing | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      split = undefined;
      const { response } = result;
      if (!isAnswer(response) || response.statusCode !== 200 || !(response.body instanceof Readable)) return result;
      const answer = await text(response.body);
      split = splitListing(answer);
      response.body = Buffer.from(split?.rest ?? answer);
      return result;
    },
    // Behind the step that reads answers, and so before it.
    { step: "deserialize", priority: "low", name: "splitListing" },
  );
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (split !== undefined) result.output.Contents = split.objects;
      return result;
    },
    { step: "initialize", name: "listedContents" },
  );
  return command;
}

interface Answer {
  readonly statusCode: number;
  body: unknown;
}

function isAnswer(response: unknown): response is Answer {
  return typeof response === "object" && response !== null && "statusCode" in response && "body" in response;
}

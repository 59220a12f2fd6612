import * as zlib from "node:zlib";
import { CompressionType, setCompressionCodec } from "@uwdata/flechette";
import { decompressLz4Frame } from "./lz4-frame.ts";

const NO_ZSTD =
  "The server sends Arrow data compressed with zstd, which Node can read from 22.15 on. Set spark.sql.execution.arrow.compression.codec to lz4 or none.";

/** Sessions may set `spark.sql.execution.arrow.compression.codec`. */
setCompressionCodec(CompressionType.ZSTD, {
  // Copied: a Buffer of Node may begin at any address, Arrow's values need a multiple of 8.
  decode: (bytes) => {
    if (zlib.zstdDecompressSync === undefined) throw new TypeError(NO_ZSTD);
    return new Uint8Array(zlib.zstdDecompressSync(bytes));
  },
  encode: (bytes) => zlib.zstdCompressSync(bytes),
});

setCompressionCodec(CompressionType.LZ4_FRAME, {
  decode: decompressLz4Frame,
  encode: () => {
    throw new TypeError("Arrow data are not written with LZ4");
  },
});

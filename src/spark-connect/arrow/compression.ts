import * as zlib from "node:zlib";
import { CompressionType, setCompressionCodec } from "@uwdata/flechette";

/** Sessions may set `spark.sql.execution.arrow.compression.codec`; Node has zstd, but not LZ4. */
setCompressionCodec(CompressionType.ZSTD, {
  // Copied: a Buffer of Node may begin at any address, Arrow's values need a multiple of 8.
  decode: (bytes) => new Uint8Array(zlib.zstdDecompressSync(bytes)),
  encode: (bytes) => zlib.zstdCompressSync(bytes),
});

setCompressionCodec(CompressionType.LZ4_FRAME, { decode: refuseLz4, encode: refuseLz4 });

function refuseLz4(): never {
  throw new TypeError(
    "The result is compressed with LZ4, which this client cannot read. " +
      "Set spark.sql.execution.arrow.compression.codec to zstd or none.",
  );
}

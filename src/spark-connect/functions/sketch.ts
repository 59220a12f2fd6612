import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { binary, call, optionalValue, unary, withOptionalValue } from "./function-kinds.ts";
import { seedOf } from "./seed.ts";

// Approximate counts and quantiles, kept as binary sketches that can be merged.

export const bitmapAndAgg = unary("bitmap_and_agg");
export const bitmapBitPosition = unary("bitmap_bit_position");
export const bitmapBucketNumber = unary("bitmap_bucket_number");
export const bitmapConstructAgg = unary("bitmap_construct_agg");
export const bitmapCount = unary("bitmap_count");
export const bitmapOrAgg = unary("bitmap_or_agg");
export const hllSketchEstimate = unary("hll_sketch_estimate");
export const kllSketchGetNBigint = unary("kll_sketch_get_n_bigint");
export const kllSketchGetNDouble = unary("kll_sketch_get_n_double");
export const kllSketchGetNFloat = unary("kll_sketch_get_n_float");
export const kllSketchGetQuantileBigint = binary("kll_sketch_get_quantile_bigint");
export const kllSketchGetQuantileDouble = binary("kll_sketch_get_quantile_double");
export const kllSketchGetQuantileFloat = binary("kll_sketch_get_quantile_float");
export const kllSketchGetRankBigint = binary("kll_sketch_get_rank_bigint");
export const kllSketchGetRankDouble = binary("kll_sketch_get_rank_double");
export const kllSketchGetRankFloat = binary("kll_sketch_get_rank_float");
export const kllSketchMergeBigint = binary("kll_sketch_merge_bigint");
export const kllSketchMergeDouble = binary("kll_sketch_merge_double");
export const kllSketchMergeFloat = binary("kll_sketch_merge_float");
export const kllSketchToStringBigint = unary("kll_sketch_to_string_bigint");
export const kllSketchToStringDouble = unary("kll_sketch_to_string_double");
export const kllSketchToStringFloat = unary("kll_sketch_to_string_float");
export const thetaDifference = binary("theta_difference");
export const thetaIntersection = binary("theta_intersection");
export const thetaIntersectionAgg = unary("theta_intersection_agg");
export const thetaSketchEstimate = unary("theta_sketch_estimate");

export const hllSketchAgg = withOptionalValue<Column | number>("hll_sketch_agg");
export const hllUnionAgg = withOptionalValue<Column | boolean>("hll_union_agg");
export const thetaSketchAgg = withOptionalValue<Column | number>("theta_sketch_agg");
export const thetaUnionAgg = withOptionalValue<Column | number>("theta_union_agg");
export const kllSketchAggBigint = withOptionalValue<Column | number>("kll_sketch_agg_bigint");
export const kllSketchAggDouble = withOptionalValue<Column | number>("kll_sketch_agg_double");
export const kllSketchAggFloat = withOptionalValue<Column | number>("kll_sketch_agg_float");
export const kllMergeAggBigint = withOptionalValue<Column | number>("kll_merge_agg_bigint");
export const kllMergeAggDouble = withOptionalValue<Column | number>("kll_merge_agg_double");
export const kllMergeAggFloat = withOptionalValue<Column | number>("kll_merge_agg_float");

export function hllUnion(left: ColumnOrName, right: ColumnOrName, allowDifferentLgConfigK?: boolean): Column {
  return call("hll_union", [toExpression(left), toExpression(right), ...optionalValue(allowDifferentLgConfigK)]);
}

export function thetaUnion(left: ColumnOrName, right: ColumnOrName, lgNomEntries?: Column | number): Column {
  return call("theta_union", [toExpression(left), toExpression(right), ...optionalValue(lgNomEntries)]);
}

/** How often values occur, at most `eps` of all too many with this confidence. */
export function countMinSketch(
  column: ColumnOrName,
  eps: Column | number,
  confidence: Column | number,
  seed?: Column | number | bigint,
): Column {
  return call("count_min_sketch", [toExpression(column), expressionOf(eps), expressionOf(confidence), seedOf(seed)]);
}

/**
 * The public names of PySpark 4.1's classes, as its users write them. Functions have a table of their own:
 * docs/spark-connect-functions.md. `npm run test:pyspark` compares the list with PySpark's package.
 */
export const PYSPARK_NAMES: Readonly<Record<string, readonly string[]>> = {
  SparkSession: words(`
    Builder active addArtifact addArtifacts addTag builder catalog clearProgressHandlers clearTags client conf
    copyFromLocalToFs createDataFrame dataSource getActiveSession getTags interruptAll interruptOperation
    interruptTag profile range read readStream registerProgressHandler removeProgressHandler removeTag sql
    stop streams table tvf udf udtf version`),
  DataFrame: words(`
    agg alias approxQuantile asTable cache checkpoint coalesce colRegex collect columns corr count cov
    createGlobalTempView createOrReplaceGlobalTempView createOrReplaceTempView createTempView crossJoin
    crosstab cube describe distinct drop dropDuplicates dropDuplicatesWithinWatermark drop_duplicates dropna
    dtypes exceptAll executionInfo exists explain fillna filter first foreach foreachPartition freqItems
    groupBy groupby groupingSets head hint inputFiles intersect intersectAll isEmpty isLocal isStreaming join
    lateralJoin limit localCheckpoint mapInArrow mapInPandas melt mergeInto metadataColumn na observe offset
    orderBy pandas_api persist plot printSchema randomSplit registerTempTable repartition repartitionById
    repartitionByRange replace rollup sameSemantics sample sampleBy scalar schema select selectExpr
    semanticHash show sort sortWithinPartitions sparkSession stat storageLevel subtract summary tail take to
    toArrow toDF toLocalIterator toPandas transform transpose union unionAll unionByName unpersist unpivot
    where withColumn withColumnRenamed withColumns withColumnsRenamed withMetadata withWatermark write
    writeStream writeTo`),
  Column: words(`
    alias asc asc_nulls_first asc_nulls_last astype between bitwiseAND bitwiseOR bitwiseXOR cast contains desc
    desc_nulls_first desc_nulls_last dropFields endswith eqNullSafe getField getItem ilike isNaN isNotNull
    isNull isin like name otherwise outer over rlike startswith substr transform try_cast when withField`),
  GroupedData: words(`
    agg apply applyInArrow applyInPandas applyInPandasWithState avg cogroup count max mean min pivot sum
    transformWithState transformWithStateInPandas`),
  Window: words(`
    currentRow orderBy partitionBy rangeBetween rowsBetween unboundedFollowing unboundedPreceding`),
  WindowSpec: words(`
    orderBy partitionBy rangeBetween rowsBetween`),
  DataFrameNaFunctions: words(`
    drop fill replace`),
  DataFrameStatFunctions: words(`
    approxQuantile corr cov crosstab freqItems sampleBy`),
  DataFrameReader: words(`
    csv format jdbc json load option options orc parquet schema table text xml`),
  DataFrameWriter: words(`
    bucketBy clusterBy csv format insertInto jdbc json mode option options orc parquet partitionBy save
    saveAsTable sortBy text xml`),
  DataFrameWriterV2: words(`
    append clusterBy create createOrReplace option options overwrite overwritePartitions partitionedBy replace
    tableProperty using`),
  MergeIntoWriter: words(`
    WhenMatched WhenNotMatched WhenNotMatchedBySource merge whenMatched whenNotMatched whenNotMatchedBySource
    withSchemaEvolution`),
  Catalog: words(`
    cacheTable clearCache createExternalTable createTable currentCatalog currentDatabase databaseExists
    dropGlobalTempView dropTempView functionExists getDatabase getFunction getTable isCached listCatalogs
    listColumns listDatabases listFunctions listTables recoverPartitions refreshByPath refreshTable
    registerFunction setCurrentCatalog setCurrentDatabase tableExists uncacheTable`),
  RuntimeConfig: words(`
    get getAll isModifiable set unset`),
  TableValuedFunction: words(`
    collations explode explode_outer inline inline_outer json_tuple posexplode posexplode_outer
    python_worker_logs range sql_keywords stack variant_explode variant_explode_outer`),
  Row: words(`
    asDict`),
  Observation: words(`
    get`),
  StorageLevel: words(`
    DISK_ONLY DISK_ONLY_2 DISK_ONLY_3 MEMORY_AND_DISK MEMORY_AND_DISK_2 MEMORY_AND_DISK_DESER MEMORY_ONLY
    MEMORY_ONLY_2 NONE OFF_HEAP`),
  types: words(`
    ArrayType BinaryType BooleanType ByteType CalendarIntervalType CharType DataType DateType
    DayTimeIntervalType DecimalType DoubleType FloatType Geography GeographyType Geometry GeometryType
    IntegerType LongType MapType NullType Row ShortType StringType StructField StructType TimeType
    TimestampNTZType TimestampType VarcharType VariantType VariantVal YearMonthIntervalType`),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** First and last name with a blank between; NULL if both are missing. Read by Spark and by MySQL. */
export const FULL_NAME = { type: "VARCHAR(511)", from: "NULLIF(TRIM(CONCAT_WS(' ', first_name, last_name)), '')" };

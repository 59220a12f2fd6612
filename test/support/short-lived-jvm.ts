/**
 * Options of the JVMs of a stack that lives for minutes: the optimising compiler would cost more than it saves. Without it the
 * JVM reserves a fifth of its usual space for compiled code, which our runs fill; this is what it reserves otherwise.
 */
export const SHORT_LIVED_JVM: readonly string[] = ["-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m"];

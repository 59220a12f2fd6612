/**
 * Options of the JVMs of a stack that lives for minutes (`JDK_JAVA_OPTIONS`): the optimising compiler and a collector with threads of its own
 * would cost more than they save. Without that compiler the JVM reserves a fifth of its usual space for compiled code, which our runs fill, and
 * then it compiles again what it had thrown out; this is what it reserves otherwise.
 */
export const SHORT_LIVED_JVM = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC";

/**
 * {@code samcp bench}: chooses benchmarks, runs them with JMH, each in JVMs of its own, and prints one table. JMH's own output goes to a
 * log file. It comes with its own main, as the module {@code app} knows nothing of this one.
 */
package io.samcp.bench.command;

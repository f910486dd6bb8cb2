/**
 * The subcommands of {@code samcp}. Each reads its options, calls the packages beside this one, and prints; what can be computed is
 * computed there. Output goes to the command line's own writers, so that tests can read it.
 */
package io.samcp.app.command;

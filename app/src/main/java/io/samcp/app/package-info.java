/**
 * The command line {@code samcp}: reads images and patches, runs the engine, writes maps, pictures and reports.
 *
 * <p><b>Exit codes.</b> 0: done; 1: a check failed; 2: the command line was wrong; 3: an error, told in one line on standard error (with a
 * stack trace if {@code --verbose} is given).
 *
 * <p>Results go to standard output, progress bars and errors to standard error. Nothing here needs a display or an installed font.
 */
package io.samcp.app;

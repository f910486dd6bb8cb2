/** The commands {@code samcp ptx run}, {@code check} and {@code test}. */
package io.samcp.app.command.ptx;

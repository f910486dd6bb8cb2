/** From PTX text to the syntax tree. Errors name line and column, what was expected and what was found. */
package io.samcp.simulator.parse;

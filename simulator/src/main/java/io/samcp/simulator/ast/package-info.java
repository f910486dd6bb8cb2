/** The syntax tree of a PTX file: records without behaviour, each with its position in the text. */
package io.samcp.simulator.ast;

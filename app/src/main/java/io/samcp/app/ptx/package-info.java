/** PTX of any origin on the engine: arguments, outcomes, lists of cases. */
package io.samcp.app.ptx;

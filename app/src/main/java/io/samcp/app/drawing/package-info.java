/**
 * Pictures for people: coloured masks with outlines and labels, contact sheets.
 *
 * <p>No installed font is used, and none of AWT's text drawing, which throws on machines without fonts: letters are filled outlines of a
 * font that is shipped here (DejaVu Sans Condensed Bold, Bitstream Vera licence), read by fontbox.
 */
package io.samcp.app.drawing;

/**
 * Image files become {@link io.samcp.layers.input.RgbImage}s.
 *
 * <p>JPEG (also CMYK, YCCK and gray) and PNG (gray, palette, 16 bit, with or without alpha). Samples are taken as they are stored: colour
 * profiles of gray files are not applied; alpha is dropped; 16 bits are scaled to 8. CMYK becomes RGB by the file's profile. The EXIF
 * orientation is applied, so that the size of the result is the one seen by people. Sizes are checked before anything is decoded. Readers
 * hold no state and may be shared between threads.
 */
package io.samcp.app.image;

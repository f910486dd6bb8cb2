/**
 * How good an answer is, in per cent: panoptic quality as panopticapi computes it, average precision as COCO computes it for masks, mean
 * intersection over union and pixel accuracy of the classes. Collectors take one image after the other and are not thread-safe.
 *
 * <p>Left out on purpose: crowd regions (the truth has none), areas other than "all".
 */
package io.samcp.app.metrics;

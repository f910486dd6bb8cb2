/**
 * A folder of images with patches and truth: {@code panoptic.json} (COCO panoptic), and beside it, per image {@code NAME.png} or
 * {@code NAME.jpg}, its patches {@code NAME.patches.json}; optionally {@code expected/} with the answers of another implementation.
 */
package io.samcp.app.scenes;

package io.samcp.runtime;

/**
 * Fills a buffer with zero bytes.
 *
 * @param label which part of the model asked for it
 * @param target what is filled
 */
public record FillWork(String label, DeviceBuffer target) implements Work {}

package io.samcp.runtime;

/** One step of prepared work. */
public sealed interface Work permits KernelWork, PersistentWork, LibraryWork, CopyWork, FillWork, UploadWork, DownloadWork {

    /** Which part of the model asked for it, for messages and profiles, e.g. {@code decoder.layers.0.ffn}. */
    String label();
}

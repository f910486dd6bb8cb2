package io.samcp.runtime.cuda;

import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryUse;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.Work;
import io.samcp.runtime.cuda.library.CudaLibraries;
import io.samcp.runtime.cuda.library.LibraryCall;
import io.samcp.runtime.cuda.library.LibraryChoices;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import jcuda.CudaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CUDA libraries of a context, opened when they are first asked for, and the choice between them and our kernels. Thread-safe. */
final class ContextLibraries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ContextLibraries.class);

    private final LibraryUse use;
    private final Optional<Path> cache;
    private final String device;
    private final Map<String, Boolean> working = new ConcurrentHashMap<>();
    private CudaLibraries libraries;
    private LibraryChoices choices;

    /**
     * @param cache folder of what is remembered between runs
     * @param device name, architecture and driver: choices made on another do not count
     */
    ContextLibraries(LibraryUse use, Optional<Path> cache, String device) {
        this.use = use;
        this.cache = cache;
        this.device = device;
    }

    /** One line. The context must be current. */
    String description() {
        if (use == LibraryUse.NEVER) {
            return "none, as asked: PTX for everything";
        }
        final String found = opened().description();
        return use == LibraryUse.ALWAYS ? found + "; always where they can" : found + "; where they are faster than our kernels";
    }

    /**
     * True if the library is to be taken. The context must be current.
     *
     * @param trials ways to run either
     */
    boolean prefers(LibraryWork work, KernelWork<?> ours, Function<Work, StepTrial> trials) {
        return switch (use) {
            case NEVER -> false;
            case ALWAYS -> working.computeIfAbsent(LibraryOperands.of(work).signature(),
                    signature -> isPossible(work) && works(work, trials));
            case MEASURED -> isPossible(work) && choices().prefersLibrary(LibraryOperands.of(work).signature() + " or " + rival(ours),
                    () -> new LibraryChoices.Timing(libraryMicros(work, trials), micros(ours, trials)));
        };
    }

    /** A kernel whose text has changed is another rival. */
    private static String rival(KernelWork<?> ours) {
        return ours.kernel().name() + " " + Integer.toHexString(ours.kernel().source().text().hashCode());
    }

    private boolean isPossible(LibraryWork work) {
        try (LibraryCall call = opened().prepare(work).orElse(null)) {
            return call != null;
        } catch (CudaException e) {
            refused(work, e);
            return false;
        }
    }

    private static boolean works(LibraryWork work, Function<Work, StepTrial> trials) {
        try (StepTrial trial = trials.apply(work)) {
            trial.runBlocking();
            return true;
        } catch (DriverException e) {
            refused(work, e);
            return false;
        }
    }

    /** Infinite if the library refuses after all; the device must survive that. */
    private static double libraryMicros(LibraryWork work, Function<Work, StepTrial> trials) {
        try {
            return micros(work, trials);
        } catch (DriverException e) {
            refused(work, e);
            return Double.POSITIVE_INFINITY;
        }
    }

    private static double micros(Work work, Function<Work, StepTrial> trials) {
        try (StepTrial trial = trials.apply(work)) {
            return trial.micros();
        }
    }

    private static void refused(LibraryWork work, Exception e) {
        LOG.warn("{} goes to our kernel: {}", LibraryOperands.of(work).signature(), e.getMessage());
    }

    /**
     * Prepares an operation. The context must be current.
     *
     * @return empty if there is no library for it
     * @throws CudaException if the library refuses it
     */
    Optional<LibraryCall> prepare(LibraryWork work) {
        return opened().prepare(work);
    }

    private synchronized CudaLibraries opened() {
        if (libraries == null) {
            libraries = CudaLibraries.open(cache.map(folder -> folder.resolve("unpacked")));
        }
        return libraries;
    }

    private synchronized LibraryChoices choices() {
        if (choices == null) {
            choices = new LibraryChoices(cache, device + "; " + opened().description());
        }
        return choices;
    }

    /** The context must be current and alive. */
    @Override
    public synchronized void close() {
        if (libraries != null) {
            libraries.close();
            libraries = null;
        }
    }
}

package io.samcp.simulator;

import io.samcp.runtime.CopyWork;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DownloadWork;
import io.samcp.runtime.Executable;
import io.samcp.runtime.FillWork;
import io.samcp.runtime.HostBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.PersistentWork;
import io.samcp.runtime.UploadWork;
import io.samcp.runtime.Work;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Work prepared for the engine. */
final class EngineExecutable implements Executable {

    private final String name;
    private final SimulatedDevice device;
    private final List<Runnable> steps = new ArrayList<>();
    private final SharedRunners runners;
    private boolean closed;

    EngineExecutable(String name, SimulatedDevice device, List<Work> work) {
        this.name = name;
        this.device = device;
        this.runners = new SharedRunners(device.engine());
        for (final Work step : work) {
            steps.add(switch (step) {
                case KernelWork<?> kernel -> prepare(kernel, List.of());
                case PersistentWork(String label, List<KernelWork<?>> parts, KernelWork<?> launch) -> prepare(launch, parts);
                case LibraryWork library -> library(library);
                case CopyWork(String label, DeviceBuffer from, DeviceBuffer to) -> copy(from, to);
                case FillWork(String label, DeviceBuffer target) -> fill(target);
                case UploadWork(String label, HostBuffer from, DeviceBuffer to) -> upload(from, to);
                case DownloadWork(String label, DeviceBuffer from, HostBuffer to) -> download(from, to);
            });
        }
    }

    private Runnable prepare(KernelWork<?> work, List<KernelWork<?>> parts) {
        final LaunchObserver observer = device.observer();
        if (observer == null) {
            return prepare(work, parts, false)::run;
        }
        final KernelWork<?> chosen = observer.choose(work);
        final boolean counting = observer.counts(chosen);
        final PreparedKernel kernel = prepare(chosen, parts, counting);
        return () -> {
            kernel.run();
            observer.launched(chosen, counting ? kernel.counters() : null);
        };
    }

    private PreparedKernel prepare(KernelWork<?> work, List<KernelWork<?>> parts, boolean counting) {
        work.buffers().forEach(this::requireOwn);
        parts.forEach(part -> part.buffers().forEach(this::requireOwn));
        return PreparedKernel.of(work, parts, device, runners, counting);
    }

    private Runnable library(LibraryWork work) {
        return () -> {
            device.libraries().run(work);
            device.wrote(work.y(), work.y().bytes());
        };
    }

    private Runnable copy(DeviceBuffer from, DeviceBuffer to) {
        requireOwn(from);
        requireOwn(to);
        final MemorySegment source = EngineStream.memory(from);
        final MemorySegment target = EngineStream.memory(to).asSlice(0, from.bytes());
        return () -> {
            target.copyFrom(source);
            device.copied(from, to);
        };
    }

    private Runnable fill(DeviceBuffer target) {
        requireOwn(target);
        final MemorySegment memory = EngineStream.memory(target);
        return () -> {
            memory.fill((byte) 0);
            device.wrote(target, target.bytes());
        };
    }

    private Runnable upload(HostBuffer from, DeviceBuffer to) {
        requireOwn(to);
        final MemorySegment source = from.memory();
        final MemorySegment target = EngineStream.memory(to).asSlice(0, from.bytes());
        return () -> {
            target.copyFrom(source);
            device.wrote(to, from.bytes());
        };
    }

    private Runnable download(DeviceBuffer from, HostBuffer to) {
        requireOwn(from);
        final MemorySegment source = EngineStream.memory(from).asSlice(0, to.bytes());
        final MemorySegment target = to.memory();
        return () -> target.copyFrom(source);
    }

    private void requireOwn(DeviceBuffer buffer) {
        if (buffer.device() != device) {
            throw new IllegalArgumentException(name + ": " + buffer + " belongs to another device");
        }
    }

    SimulatedDevice device() {
        return device;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int steps() {
        return steps.size();
    }

    /** Always 0. */
    @Override
    public long deviceBytes() {
        return 0;
    }

    /** Runs everything in order. */
    void run() {
        device.turn().lock();
        try {
            if (closed) {
                throw new IllegalStateException("'" + name + "' is closed");
            }
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run();
            }
        } finally {
            device.turn().unlock();
        }
    }

    @Override
    public void close() {
        device.turn().lock();
        try {
            if (!closed) {
                closed = true;
                runners.close();
                device.forget(this);
            }
        } finally {
            device.turn().unlock();
        }
    }
}

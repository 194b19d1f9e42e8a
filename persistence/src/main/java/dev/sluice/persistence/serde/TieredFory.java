package dev.sluice.persistence.serde;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryUtils;
import org.jspecify.annotations.Nullable;

/**
 * Begins with serializers that work by reflection, which are ready at once, and turns to generated code when enough
 * values have come for it to pay. Generating it takes some 0.2 s, so another thread does it meanwhile.
 */
final class TieredFory {
    private final AllowedTypes types;
    private final long compileAfter;
    private @Nullable Fory current;
    private @Nullable CompletableFuture<Fory> better;
    private boolean compiled;
    private long carried;

    /** @param compileAfter how many values come first; 0 for generated code from the beginning */
    TieredFory(AllowedTypes types, long compileAfter) {
        this.types = types;
        this.compileAfter = compileAfter;
        this.compiled = compileAfter == 0;
    }

    /** Returns the one to use for the next array. */
    Fory get() {
        CompletableFuture<Fory> awaited = better;
        if (awaited != null && awaited.isDone()) {
            better = null;
            if (!awaited.isCompletedExceptionally()) {
                current = awaited.join();
            }
        }
        Fory fory = current;
        if (fory == null) {
            fory = ForyFactory.create(types, compiled);
            current = fory;
        }
        return fory;
    }

    /** Not to use again what failed half-way. */
    void discard() {
        current = null;
    }

    /** Takes note of an array that was carried: the bytes behind a prefix, which another thread may read. */
    void carried(int values, byte[] bytes, int offset, int length) {
        carried += values;
        if (!compiled && carried > compileAfter) {
            compiled = true;
            byte[] sample = Arrays.copyOfRange(bytes, offset, offset + length);
            CompletableFuture<Fory> future = new CompletableFuture<>();
            better = future;
            Thread thread = new Thread(() -> compile(sample, future), "sluice-serializers");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Carries the sample once, which generates what that needs. */
    private void compile(byte[] sample, CompletableFuture<Fory> future) {
        try {
            Fory fory = ForyFactory.create(types, true);
            fory.serialize(fory.deserialize(MemoryUtils.wrap(sample)));
            future.complete(fory);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            future.completeExceptionally(e); // and it goes on without
        }
    }
}

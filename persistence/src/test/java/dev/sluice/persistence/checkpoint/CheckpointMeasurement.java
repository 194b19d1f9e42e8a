package dev.sluice.persistence.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Measures the local store; run by hand: {@code CheckpointMeasurement DIRECTORY MEGABYTES THREADS}. Each thread writes
 * a snapshot in chunks of 256 KiB, of noise, of keyed sums (a counter and a number of up to 100,000 every 16 bytes) and
 * of zeros, commits it and reads it.
 */
final class CheckpointMeasurement {
    private static final int CHUNK = 256 << 10;

    private CheckpointMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        int chunks = Integer.parseInt(arguments[1]) * 4;
        int threads = Integer.parseInt(arguments[2]);
        byte[] noise = new byte[CHUNK];
        new Random(1).nextBytes(noise);
        ByteBuffer sums = ByteBuffer.allocate(CHUNK);
        Random random = new Random(2);
        for (long key = 0; sums.hasRemaining(); key++) {
            sums.putLong(key).putLong(random.nextInt(100_000));
        }
        try (CheckpointStore store = new LocalCheckpointStore(Path.of(arguments[0]))) {
            for (int round = 0; round < 3; round++) {
                measure(store, "noise", noise, chunks, threads, round);
                measure(store, "sums", sums.array(), chunks, threads, round);
                measure(store, "zeros", new byte[CHUNK], chunks, threads, round);
            }
        }
    }

    private static void measure(CheckpointStore store, String what, byte[] payload, int chunks, int threads, int round)
            throws Exception {
        SnapshotHandle[] handles = new SnapshotHandle[threads];
        double write = seconds(threads, thread -> {
            try (SnapshotWriter writer = store.begin(new SnapshotAddress(what, round, 0, "vertex", thread))) {
                for (int i = 0; i < chunks; i++) {
                    writer.chunk(new ChunkHeader("operator", "state", i % 128, 16384), payload, 0, CHUNK);
                }
                handles[thread] = writer.commit();
            }
        });
        double read = seconds(threads, thread -> store.verify(handles[thread]));
        store.deleteRun(what);
        double megabytes = (double) chunks * threads * CHUNK / 1e6;
        System.out.printf(
                "%s, %d threads: %.0f MB as %.0f MB, written and synced at %.0f MB/s, read and checked at %.0f MB/s%n",
                what,
                threads,
                megabytes,
                handles[0].bytes() * (double) threads / 1e6,
                megabytes / write,
                megabytes / read);
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static double seconds(int threads, Work work) throws Exception {
        CountDownLatch done = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            new Thread(() -> {
                        try {
                            work.run(thread);
                            done.countDown();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .start();
        }
        done.await();
        return (System.nanoTime() - start) / 1e9;
    }
}

package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.CheckpointCost;
import dev.sluice.persistence.state.CheckpointCost.Visits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Prints what checkpoints of state in RocksDB cost. Not a test: {@code -Dtest=RocksDbMeasurement -Dsluice.keys=N}. */
class RocksDbMeasurement {

    @Test
    void measure() throws Exception {
        bytesOfAValue(CheckpointCost.codec());
        Path folder = Files.createTempDirectory("rocksdb-measurement");
        try (RocksDbBackend backend = new RocksDbBackend(RocksDbSettings.in(folder))) {
            new CheckpointCost().ofNumbers(backend);
            new CheckpointCost().ofRecords(backend);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void bytesOfAValue(ValueCodec codec) {
        Prefixes prefixes = new Prefixes();
        Bytes out = new Bytes();
        Visits last = new Visits("/page/99", 123_456, 61_728);
        for (int i = 0; i < 1000; i++) {
            out.cutTo(0);
            prefixes.put(Visits.class, codec.encode(new Visits("/page/" + i % 100, i * 31L, i * 0.5)), out);
        }
        out.cutTo(0);
        prefixes.put(Visits.class, codec.encode(last), out);
        System.out.printf("a value: %d bytes, in its cell %d%n", codec.encode(last).length, out.length());
    }
}

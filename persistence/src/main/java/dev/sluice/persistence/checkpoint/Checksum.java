package dev.sluice.persistence.checkpoint;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C, which finds every error of up to 32 bits in a row and is an instruction of the processor. */
final class Checksum {
    private Checksum() {}

    static int of(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    /** A checksum that is only right behind what the checksum {@code before} is of. */
    static int chained(int before, byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, before));
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}

package dev.sluice.persistence.checkpoint;

import java.util.zip.CRC32C;

/** CRC-32C, which finds every error of up to 32 bits in a row and is an instruction of the processor. */
final class Checksum {
    private Checksum() {}

    static int of(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}

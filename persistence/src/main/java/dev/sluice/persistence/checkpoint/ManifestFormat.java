package dev.sluice.persistence.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A manifest in bytes: JSON, so that it can be read by whoever wonders what is in a checkpoint and grow by fields,
 * after a line that says {@code sluice-manifest VERSION CHECKSUM LENGTH}. The checksum covers version and JSON. The
 * line keeps this form in every version. Version 2 added whose state it is.
 */
public final class ManifestFormat {
    private static final int VERSION = 2;
    private static final Pattern FIRST_LINE = Pattern.compile("sluice-manifest (\\d{1,9}) ([0-9a-f]{8}) (\\d{1,9})\n");
    private static final int LONGEST_FIRST_LINE = 64;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ManifestFormat() {}

    public static byte[] encode(CheckpointManifest manifest) throws IOException {
        return encode(VERSION, JSON.writeValueAsBytes(manifest));
    }

    static byte[] encode(int version, byte[] json) {
        String firstLine =
                String.format("sluice-manifest %d %08x %d\n", version, checksum(version, json, 0), json.length);
        return ByteBuffer.allocate(firstLine.length() + json.length)
                .put(firstLine.getBytes(US_ASCII))
                .put(json)
                .array();
    }

    /**
     * Reads a manifest.
     *
     * @param location where it lies, for errors
     * @throws DamagedSnapshotException if it is not what was written
     * @throws UnsupportedFormatException if a newer release wrote it
     */
    public static CheckpointManifest decode(byte[] content, String location) throws IOException {
        String start = new String(content, 0, Math.min(content.length, LONGEST_FIRST_LINE), US_ASCII);
        Matcher line = FIRST_LINE.matcher(start);
        if (!line.lookingAt()) {
            throw damaged(location, 0, "this is not the beginning of a manifest");
        }
        int version = Integer.parseInt(line.group(1));
        int length = Integer.parseInt(line.group(3));
        if (content.length - line.end() != length) {
            throw damaged(location, line.end(), length + " bytes expected, found " + (content.length - line.end()));
        }
        if (Integer.parseUnsignedInt(line.group(2), 16) != checksum(version, content, line.end())) {
            throw damaged(location, 0, "the checksum is wrong");
        }
        if (version > VERSION) {
            throw new UnsupportedFormatException(location, version, VERSION);
        }
        return JSON.readValue(content, line.end(), length, CheckpointManifest.class);
    }

    private static int checksum(int version, byte[] content, int offset) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, version));
        checksum.update(content, offset, content.length - offset);
        return (int) checksum.getValue();
    }

    private static DamagedSnapshotException damaged(String location, long offset, String expected) {
        return new DamagedSnapshotException(location, offset, expected);
    }
}

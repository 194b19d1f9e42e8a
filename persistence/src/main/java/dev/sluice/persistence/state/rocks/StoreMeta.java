package dev.sluice.persistence.state.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.format.RowLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot of files says about them: all that is needed to read the database again. Numbers are big-endian,
 * lists come behind their length.
 *
 * @param range the key groups of the subtask that wrote it
 * @param maxParallelism how many key groups there are
 * @param kind how keys are carried
 * @param prefixes by number
 * @param states of the store
 * @param files of the database
 */
record StoreMeta(
        KeyGroupRange range,
        int maxParallelism,
        KeyKind kind,
        List<byte[]> prefixes,
        List<State> states,
        List<DatabaseFile> files) {
    private static final int VERSION = 1;

    /** A state as {@link StateInfo} has it. */
    record State(
            int id,
            String name,
            StateKind kind,
            boolean hasObjects,
            @Nullable RowLayout layout,
            Map<Long, BitSet> namespaces) {

        static State of(StateInfo info) {
            Map<Long, BitSet> namespaces = new LinkedHashMap<>();
            info.namespaces.forEach((namespace, groups) -> namespaces.put(namespace, (BitSet) groups.clone()));
            RowLayout layout = info.hasRows ? info.layout() : null;
            return new State(info.id, info.name, info.kind, info.hasObjects, layout, namespaces);
        }
    }

    /**
     * A file.
     *
     * @param content null where it was written as a part
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record DatabaseFile(String name, long size, int checksum, byte @Nullable [] content) {}

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(range.first());
            out.writeInt(range.end());
            out.writeInt(maxParallelism);
            put(kind.name(), out);
            out.writeInt(prefixes.size());
            for (byte[] prefix : prefixes) {
                put(prefix, out);
            }
            out.writeInt(states.size());
            for (State state : states) {
                put(state, out);
            }
            out.writeInt(files.size());
            for (DatabaseFile file : files) {
                put(file.name, out);
                out.writeLong(file.size);
                out.writeInt(file.checksum);
                out.writeBoolean(file.content != null);
                if (file.content != null) {
                    put(file.content, out);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void put(State state, DataOutputStream out) throws IOException {
        out.writeInt(state.id);
        put(state.name, out);
        put(state.kind.name(), out);
        out.writeBoolean(state.hasObjects);
        put(state.layout == null ? "" : state.layout.describe(), out);
        out.writeInt(state.namespaces.size());
        for (Map.Entry<Long, BitSet> namespace : state.namespaces.entrySet()) {
            out.writeLong(namespace.getKey());
            put(namespace.getValue().toByteArray(), out);
        }
    }

    private static void put(String text, DataOutputStream out) throws IOException {
        put(text.getBytes(UTF_8), out);
    }

    private static void put(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws IOException if it is not what {@link #encode} writes */
    static StoreMeta decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("RocksDB state has format " + version + ", and this release knows format " + VERSION
                    + " only: use the release that wrote it, or a newer one");
        }
        KeyGroupRange range = new KeyGroupRange(in.readInt(), in.readInt());
        int maxParallelism = in.readInt();
        KeyKind kind = KeyKind.valueOf(text(in));
        List<byte[]> prefixes = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            prefixes.add(bytes(in));
        }
        List<State> states = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            states.add(state(in));
        }
        List<DatabaseFile> files = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            files.add(new DatabaseFile(text(in), in.readLong(), in.readInt(), in.readBoolean() ? bytes(in) : null));
        }
        return new StoreMeta(range, maxParallelism, kind, prefixes, states, files);
    }

    private static State state(DataInputStream in) throws IOException {
        int id = in.readInt();
        String name = text(in);
        StateKind kind = StateKind.valueOf(text(in));
        boolean hasObjects = in.readBoolean();
        String layout = text(in);
        Map<Long, BitSet> namespaces = new LinkedHashMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            namespaces.put(in.readLong(), BitSet.valueOf(bytes(in)));
        }
        return new State(id, name, kind, hasObjects, layout.isEmpty() ? null : RowLayout.parse(layout), namespaces);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}

package dev.sluice.cluster.node;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Answers DNS queries over UDP: of A and SRV records what it was given, of others that there are none. */
final class NameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int RECURSIVE_ANSWER = 0x8180;
    private static final int NAME_OF_THE_QUESTION = 0xC00C;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records;

    private NameServer(DatagramSocket socket, Map<String, List<byte[]>> records) {
        this.socket = socket;
        this.records = records;
        Thread thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param records by type and name, as in {@code A sluice.test} */
    static NameServer start(Map<String, List<byte[]>> records) throws SocketException {
        return new NameServer(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), records);
    }

    int port() {
        return socket.getLocalPort();
    }

    static byte[] a(int... address) {
        byte[] bytes = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            bytes[i] = (byte) address[i];
        }
        return bytes;
    }

    static byte[] srv(int port, String target) {
        ByteBuffer data = ByteBuffer.allocate(512);
        data.putShort((short) 0).putShort((short) 0).putShort((short) port);
        for (String label : target.split("\\.")) {
            data.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.put((byte) 0).flip();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                byte[] answer = answer(Arrays.copyOf(buffer, query.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(byte[] message) throws IOException {
        ByteBuffer query = ByteBuffer.wrap(message);
        short id = query.getShort();
        query.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        int type = query.getShort();
        int end = query.position() + 2;
        String kind = type == A ? "A" : type == SRV ? "SRV" : "other";
        List<byte[]> found = records.getOrDefault(kind + " " + name, List.of());

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(RECURSIVE_ANSWER);
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(message, 12, end - 12);
        for (byte[] data : found) {
            out.writeShort(NAME_OF_THE_QUESTION);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(5); // seconds to live
            out.writeShort(data.length);
            out.write(data);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}

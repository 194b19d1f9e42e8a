package dev.sluice.persistence.cassandra.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Asks a server what options of CQL it knows, the one question that needs neither credentials nor a session. */
final class CqlProbe {
    /** Version 4, no flags, stream 0, OPTIONS, no body. */
    private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};

    private static final byte RESPONSE = (byte) 0x84;
    private static final byte SUPPORTED = 6;

    private CqlProbe() {}

    static boolean answers(InetSocketAddress address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            socket.getOutputStream().write(OPTIONS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte version = in.readByte();
            in.readByte();
            in.readShort();
            return version == RESPONSE && in.readByte() == SUPPORTED;
        } catch (IOException e) {
            return false; // not there yet
        }
    }
}
